/** The outcome of several checks as one. */
export function addOutcomes(outcomes) {
  return {
    passed: sum(outcomes, 'passed'),
    failed: sum(outcomes, 'failed'),
    skipped: outcomes.flatMap(({ skipped = [] }) => skipped),
    failures: outcomes.flatMap(({ failures = [] }) => failures),
    logs: outcomes.flatMap(({ logs = [], log }) => [
      ...logs,
      ...(log ? [log] : []),
    ]),
  };
}

function sum(outcomes, key) {
  return outcomes.reduce((total, outcome) => total + outcome[key], 0);
}
