import { KubernetesObject } from '../objects/KubernetesObject';
import { isRecord } from './isRecord';

/** Shows a workload through its `scale` subresource. */
export function scaleDocument(object: KubernetesObject): object {
  const { name, namespace, uid, resourceVersion, creationTimestamp } =
    object.metadata;
  const spec = isRecord(object.spec) ? object.spec : {};
  const status = isRecord(object.status) ? object.status : {};
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    // Zero is left out on the one side and not on the other, as API servers do.
    spec: spec.replicas ? { replicas: spec.replicas } : {},
    status: {
      replicas: status.replicas ?? 0,
      selector: selectorText(spec.selector),
    },
  };
}

function selectorText(selector: unknown): string {
  const labels = isRecord(selector) ? selector.matchLabels : undefined;
  return Object.entries(isRecord(labels) ? labels : {})
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',');
}

/** Takes over the replicas of a written `scale`. */
export function withScale(
  object: KubernetesObject,
  body: unknown,
): KubernetesObject {
  const scale = isRecord(body) && isRecord(body.spec) ? body.spec : {};
  const spec = isRecord(object.spec) ? object.spec : {};
  return { ...object, spec: { ...spec, replicas: scale.replicas ?? 0 } };
}
