import { KubernetesObject } from '../objects/KubernetesObject';
import { ObjectWriter } from './writeObject';

/** Writes objects as the table that `kubectl get` prints, with the two columns that every kind has. */
export function tableDocument(
  objects: readonly KubernetesObject[],
  metadata: object,
  write: ObjectWriter,
): object {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: [
      {
        name: 'Name',
        type: 'string',
        format: 'name',
        description: '',
        priority: 0,
      },
      {
        name: 'Created At',
        type: 'date',
        format: '',
        description: '',
        priority: 0,
      },
    ],
    rows: objects.map(object => ({
      cells: [object.metadata.name, object.metadata.creationTimestamp],
      object: write(object, 'metadata'),
    })),
  };
}
