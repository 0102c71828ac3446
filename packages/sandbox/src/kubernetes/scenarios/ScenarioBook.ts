/**
 * The workload that a scenario happens to.
 *
 * @public
 */
export interface ScenarioTarget {
  namespace: string;
  /** Name of the service (`app.kubernetes.io/name`) or of its Deployment. */
  name: string;
}

/**
 * A scenario as a control page shows it.
 *
 * @public
 */
export interface ScenarioDescription {
  name: string;
  title: string;
  /** One sentence. */
  description: string;
  /** Whether it happens to one workload or to the whole cluster. */
  scope: 'workload' | 'cluster';
}

/**
 * A scenario that is on.
 *
 * @public
 */
export interface ActiveScenario {
  name: string;
  target?: ScenarioTarget;
  since: string;
}

/**
 * The faults that can happen to the pretended cluster.
 *
 * @public
 */
export interface ScenarioBook {
  list(): ScenarioDescription[];
  active(): ActiveScenario[];
  /** Switches a scenario on. Several may be on at once; a second time is no error. */
  apply(name: string, target?: ScenarioTarget): void;
  /** Switches one scenario off, or all of them. */
  clear(name?: string): void;
}
