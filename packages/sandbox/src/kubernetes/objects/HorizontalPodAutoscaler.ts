import { Condition } from './Condition';
import { KubernetesObject } from './KubernetesObject';

/** @public */
export interface MetricValue {
  type?: string;
  averageUtilization?: number;
  averageValue?: string;
  value?: string;
}

/** @public */
export interface MetricSpec {
  type: string;
  resource?: { name: string; target: MetricValue };
  [source: string]: unknown;
}

/** @public */
export interface MetricStatus {
  type: string;
  resource?: { name: string; current: MetricValue };
  [source: string]: unknown;
}

/** @public */
export interface HorizontalPodAutoscaler extends KubernetesObject {
  kind: 'HorizontalPodAutoscaler';
  spec: {
    scaleTargetRef: { apiVersion?: string; kind: string; name: string };
    minReplicas?: number;
    maxReplicas: number;
    metrics?: MetricSpec[];
    behavior?: Record<string, unknown>;
  };
  status?: {
    lastScaleTime?: string;
    currentReplicas?: number;
    desiredReplicas: number;
    currentMetrics?: MetricStatus[] | null;
    conditions?: Condition[];
  };
}
