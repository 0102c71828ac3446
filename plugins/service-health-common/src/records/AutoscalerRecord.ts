import type { ConditionRecord } from './WorkloadRecord';
import type { ScalingMetric } from '../model';

/** What the rules need to know of an autoscaler. @public */
export interface AutoscalerRecord {
  name: string;
  namespace: string;
  /** Value of the label `backstage.io/kubernetes-id`. */
  kubernetesId: string;
  /** Kind and name of what it scales: `Deployment/visit-tracker-app`. */
  target: string;
  min: number;
  max: number;
  current: number;
  desired: number;
  /** In ms since 1970. */
  createdAt: number;
  /** In ms since 1970. */
  lastScaleAt?: number;
  generation: number;
  observedGeneration?: number;
  /** Whether the controller wrote a status at all. */
  hasStatus: boolean;
  metrics: ScalingMetric[];
  conditions: ConditionRecord[];
}

/** One change of the wanted number of pods. @public */
export interface ScaleChange {
  /** In ms since 1970. */
  at: number;
  from: number;
  to: number;
}

/** Points of the last hour, as the ring buffer holds them. @public */
export interface ScalingSamples {
  points: {
    /** In ms since 1970. */
    at: number;
    value?: number;
    running: number;
    desired: number;
  }[];
  /** Oldest first. */
  changes: ScaleChange[];
}
