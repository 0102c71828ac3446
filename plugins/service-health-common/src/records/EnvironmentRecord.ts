import type { AutoscalerRecord, ScalingSamples } from './AutoscalerRecord';
import type { BudgetRecord } from './BudgetRecord';
import type { EventRecord } from './EventRecord';
import type { NodeRecord } from './NodeRecord';
import type { PodRecord } from './PodRecord';
import type { QuotaRecord } from './QuotaRecord';
import type { ReadinessRecord, RedisRecord } from './RedisRecord';
import type { UsageRecord } from './UsageRecord';
import type { WorkloadRecord } from './WorkloadRecord';
import type { Level, Source } from '../model';

/** What one cluster knows of a service in one environment. @public */
export interface ClusterRecord {
  cluster: string;
  /** Freshness; anything but `ok` makes the cluster unknown. */
  source: Source;
  /** Whether it answered at all since the start. */
  everSynced: boolean;
  pods: PodRecord[];
  workloads: WorkloadRecord[];
  autoscalers: AutoscalerRecord[];
  budgets: BudgetRecord[];
  /** By name; empty when nodes may not be read. */
  nodes: ReadonlyMap<string, NodeRecord>;
  /** By name of the autoscaler. */
  samples: ReadonlyMap<string, ScalingSamples>;
  /** Quotas of the namespaces; left out when they may not be read. */
  quotas?: QuotaRecord[];
  /** By name of the pod; left out without metrics-server. */
  usage?: ReadonlyMap<string, UsageRecord>;
  /** Newest warnings by kind and name: `Pod/visits-0`; left out when they may not be read. */
  events?: ReadonlyMap<string, EventRecord>;
  /** Last verdict that rested on fresh facts. */
  lastKnown?: { level: Level; at: string };
}

/** All that is known of a service in one environment. @public */
export interface EnvironmentRecord {
  /** Name of the service, for sentences. */
  service: string;
  /** Name of the environment. */
  name: string;
  namespace?: string;
  clusters: ClusterRecord[];
  redis: RedisRecord[];
  readiness?: ReadinessRecord;
}
