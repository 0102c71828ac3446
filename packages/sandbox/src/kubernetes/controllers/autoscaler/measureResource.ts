import { formatQuantity, parseQuantity } from '../../admission/quantity';
import { MetricsServer } from '../../metrics/MetricsServer';
import { Pod } from '../../objects/Pod';

/** Why a metric could not be had. */
export interface MetricFailure {
  reason: string;
  message: string;
}

interface Measurement {
  /** Percentage of what the pods ask for. */
  utilization: number;
  averageValue: number;
  averageText: string;
}

/** Reads the average use of CPU or memory of some pods. */
export function measureResource(
  name: string,
  pods: readonly Pod[],
  metrics: MetricsServer,
): Measurement | { failure: MetricFailure } {
  const failure = (message: string) => ({
    failure: {
      reason: 'FailedGetResourceMetric',
      message: `failed to get ${name} utilization: ${message}`,
    },
  });
  if (!metrics.available) {
    return failure(
      `unable to get metrics for resource ${name}: unable to fetch metrics from resource metrics API: the server is currently unable to handle the request (get pods.metrics.k8s.io)`,
    );
  }
  let used = 0;
  let requested = 0;
  let counted = 0;
  for (const pod of pods) {
    const cpu = metrics.cpuOf(pod);
    if (cpu === undefined) continue;
    const request = requestOf(pod, name);
    if (typeof request === 'string') {
      return failure(
        `missing request for ${name} in container ${request} of Pod ${pod.metadata.name}`,
      );
    }
    counted += 1;
    requested += request;
    used += name === 'cpu' ? cpu : request * 0.6;
  }
  if (counted === 0) {
    return failure(
      `unable to get metrics for resource ${name}: no metrics returned from resource metrics API`,
    );
  }
  return {
    utilization: Math.round((used / requested) * 100),
    averageValue: used / counted,
    averageText: formatQuantity(used / counted, name),
  };
}

// The name of the first container without a request, or the sum of all requests.
function requestOf({ spec }: Pod, resource: string): number | string {
  let sum = 0;
  for (const { name, resources } of spec.containers) {
    const request = resources?.requests?.[resource];
    if (request === undefined) return name;
    sum += parseQuantity(request);
  }
  return sum;
}
