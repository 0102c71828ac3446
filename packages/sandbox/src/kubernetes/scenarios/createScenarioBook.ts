import { ActiveScenario, ScenarioBook, ScenarioTarget } from './ScenarioBook';
import { findDeployment } from './findDeployment';
import { Scenario, ScenarioStage } from './Scenario';
import { scenarios } from './scenarios';

interface Running extends ActiveScenario {
  end: () => void;
}

/** Makes the list of scenarios that a control page offers. */
export function createScenarioBook(stage: ScenarioStage): ScenarioBook {
  const running = new Map<string, Running>();
  const { context } = stage.cluster;
  const clear = (name?: string) => {
    // The last to begin ends first, so that each finds what it left.
    for (const [key, active] of [...running].reverse()) {
      if (name !== undefined && active.name !== name) continue;
      running.delete(key);
      active.end();
    }
  };
  return {
    list: () =>
      scenarios.map(({ name, title, description, scope }) => ({
        name,
        title,
        description,
        scope,
      })),
    active: () => [...running.values()].map(({ end, ...active }) => active),
    clear,
    apply: (name, target) => {
      if (name === 'healthy') {
        clear();
        return;
      }
      const scenario = scenarios.find(known => known.name === name);
      if (!scenario) {
        const names = scenarios.map(known => known.name).join(', ');
        throw new Error(
          `Cannot apply scenario "${name}": choose one of ${names}`,
        );
      }
      const key = keyOf(scenario, target);
      if (running.has(key)) return;
      const end = begin(scenario, target, stage);
      const since = context.now();
      running.set(key, { name, target, since, end });
    },
  };
}

function keyOf({ name, scope }: Scenario, target?: ScenarioTarget): string {
  return scope === 'workload'
    ? `${name}/${target?.namespace}/${target?.name}`
    : name;
}

function begin(
  scenario: Scenario,
  target: ScenarioTarget | undefined,
  stage: ScenarioStage,
): () => void {
  if (scenario.scope === 'cluster') return scenario.start(stage);
  if (!target) {
    throw new Error(
      `Cannot apply scenario "${scenario.name}": name the workload that it is to happen to`,
    );
  }
  return scenario.start(
    findDeployment(target, stage.cluster.context.store),
    stage,
  );
}
