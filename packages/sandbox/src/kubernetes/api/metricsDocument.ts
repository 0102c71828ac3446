import { MetricsServer } from '../metrics/MetricsServer';
import { KubernetesObject } from '../objects/KubernetesObject';
import { ApiRequest } from './ApiRequest';
import { selectorOf } from './selectorOf';
import { StatusError } from './StatusError';

/** Answers `metrics.k8s.io`. */
export function metricsDocument(
  request: ApiRequest,
  metrics: MetricsServer,
): object {
  const { resource, namespace, name } = request;
  if (!metrics.available) {
    throw new StatusError(
      503,
      'ServiceUnavailable',
      'the server is currently unable to handle the request',
    );
  }
  const selects = selectorOf(request);
  const found =
    resource.plural === 'pods'
      ? metrics.podMetrics(namespace).filter(selects)
      : [];
  if (name === undefined) {
    return {
      kind: `${resource.kind}List`,
      apiVersion: 'metrics.k8s.io/v1beta1',
      metadata: {},
      items: found.map(object => ({
        ...withoutIdentity(object),
        kind: undefined,
        apiVersion: undefined,
      })),
    };
  }
  const object = found.find(({ metadata }) => metadata.name === name);
  if (!object) throw StatusError.notFound(resource, `${namespace}/${name}`);
  return withoutIdentity(object);
}

// Metrics are computed, not stored.
function withoutIdentity(object: KubernetesObject): object {
  const { uid, resourceVersion, ...metadata } = object.metadata;
  return { ...object, metadata };
}
