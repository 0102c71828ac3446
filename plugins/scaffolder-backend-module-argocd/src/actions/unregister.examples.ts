import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Examples of `argocd:unregister`, as the portal shows them. */
export const unregisterExamples: TemplateExample[] = [
  {
    description: 'Remove the Application of a service that is retired',
    example: stringify({
      steps: [
        {
          id: 'argocd',
          action: 'argocd:unregister',
          name: 'Remove from Argo CD',
          input: {
            name: 'visits-dev',
            project: 'visits',
            entityRef: 'component:default/visits',
          },
        },
      ],
    }),
  },
  {
    description:
      'Remove it with the credentials of its repository, but keep the objects in the cluster',
    example: stringify({
      steps: [
        {
          id: 'argocd',
          action: 'argocd:unregister',
          name: 'Remove from Argo CD',
          input: {
            name: 'visits-dev',
            project: 'visits',
            entityRef: 'component:default/visits',
            repoUrl: 'https://github.com/acme/visits.git',
            cascade: false,
          },
        },
      ],
    }),
  },
];
