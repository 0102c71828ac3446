import { ObjectMetadata } from './KubernetesObject';

/**
 * An object as somebody writes it, before the API server has filled in the rest.
 *
 * @public
 */
export interface KubernetesManifest {
  apiVersion: string;
  kind: string;
  metadata: Partial<ObjectMetadata>;
  [field: string]: unknown;
}

/**
 * Tells whether a parsed JSON or YAML document is a Kubernetes manifest.
 *
 * @public
 */
export function isKubernetesManifest(
  value: unknown,
): value is KubernetesManifest {
  return (
    typeof value === 'object' &&
    value !== null &&
    'apiVersion' in value &&
    typeof value.apiVersion === 'string' &&
    'kind' in value &&
    typeof value.kind === 'string' &&
    'metadata' in value &&
    typeof value.metadata === 'object' &&
    value.metadata !== null
  );
}
