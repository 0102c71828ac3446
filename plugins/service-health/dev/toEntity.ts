import { Entity } from '@backstage/catalog-model';

/** The entity whose health is in a state. */
export function toEntity(state: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: state,
      namespace: 'default',
      title: 'visit-tracker',
      annotations: {
        'backstage.io/kubernetes-id': 'visit-tracker',
        'service-health/logs': 'https://logs.example.com/visit-tracker',
      },
    },
    spec: { type: 'service', owner: 'group:default/visits' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/visits' }],
  };
}
