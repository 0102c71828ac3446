const cores = 2;

/**
 * Runs `steps` in their order, as many at once as fit on two cores. A step
 * starts when those it needs have passed; `perform` turns a step into an outcome.
 */
export async function runSteps(steps, perform) {
  const outcomes = new Map();
  const waiting = [...steps];
  const running = new Map();
  while (waiting.length > 0 || running.size > 0) {
    const next = waiting.findIndex(step =>
      canStart(step, { outcomes, steps, running }),
    );
    if (next < 0) {
      await Promise.race(running.values());
      continue;
    }
    const [step] = waiting.splice(next, 1);
    const failed = needsOf(step, steps).find(name => outcomes.get(name).failed);
    if (failed) {
      outcomes.set(step.name, notRun(step, failed));
      continue;
    }
    running.set(
      step,
      perform(step).then(outcome => {
        outcomes.set(step.name, outcome);
        running.delete(step);
      }),
    );
  }
  return steps.map(step => ({ step, ...outcomes.get(step.name) }));
}

function canStart(step, { outcomes, steps, running }) {
  const busy = [...running.keys()].reduce((sum, other) => sum + other.cores, 0);
  return (
    busy + step.cores <= cores &&
    needsOf(step, steps).every(name => outcomes.has(name))
  );
}

// With --only, what a step needs may not be among the steps
function needsOf({ needs = [] }, steps) {
  return needs.filter(name => steps.some(step => step.name === name));
}

function notRun({ title }, failed) {
  return {
    passed: 0,
    failed: 1,
    failures: [`${title}: not run, as "${failed}" failed`],
  };
}
