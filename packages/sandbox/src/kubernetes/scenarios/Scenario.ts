import { ApiFaults } from '../faults/ApiFaults';
import { MetricsServer } from '../metrics/MetricsServer';
import { Deployment } from '../objects/Workload';
import { PretendedCluster } from '../PretendedCluster';
import { ScenarioDescription } from './ScenarioBook';

/** What scenarios reach into. */
export interface ScenarioStage {
  cluster: PretendedCluster;
  faults: ApiFaults;
  metrics: MetricsServer;
}

/** A fault of one workload; starting it answers with what ends it. */
export interface WorkloadScenario extends ScenarioDescription {
  scope: 'workload';
  start(deployment: Deployment, stage: ScenarioStage): () => void;
}

/** A fault of the whole cluster; starting it answers with what ends it. */
export interface ClusterScenario extends ScenarioDescription {
  scope: 'cluster';
  start(stage: ScenarioStage): () => void;
}

/** Any of them. */
export type Scenario = WorkloadScenario | ClusterScenario;
