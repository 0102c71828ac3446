import { KubernetesObject } from '../objects/KubernetesObject';
import { managedFieldsOf } from './managedFieldsOf';

/** How objects leave the API server. */
export interface ObjectWriter {
  (object: KubernetesObject, form: 'object' | 'metadata'): object;
}

/** Makes the function that writes objects, with `managedFields` or without. */
export function createObjectWriter(withManagedFields: boolean): ObjectWriter {
  return (object, form) => {
    const metadata = withManagedFields
      ? { ...object.metadata, managedFields: managedFieldsOf(object) }
      : object.metadata;
    if (form === 'metadata') {
      return {
        kind: 'PartialObjectMetadata',
        apiVersion: 'meta.k8s.io/v1',
        metadata,
      };
    }
    return withManagedFields ? { ...object, metadata } : object;
  };
}
