import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Examples of `argocd:register`, as the portal shows them. */
export const registerExamples: TemplateExample[] = [
  {
    description:
      'Register a Helm chart in a project of its own and wait until it is healthy',
    example: stringify({
      steps: [
        {
          id: 'argocd',
          action: 'argocd:register',
          name: 'Register with Argo CD',
          input: {
            name: 'visits-dev',
            project: { name: 'visits', mode: 'ensure' },
            sources: [
              {
                repoUrl: 'https://github.com/acme/visits.git',
                targetRevision: 'main',
                path: 'ops/charts',
                helm: {
                  releaseName: 'visits',
                  valueFiles: ['env/dev/values.yaml'],
                },
              },
            ],
            destination: {
              server: 'https://kubernetes.default.svc',
              namespace: 'visits',
            },
            sync: { createNamespace: true },
            entityRef: 'component:default/visits',
            wait: { for: 'healthy', timeoutSeconds: 600 },
          },
        },
      ],
    }),
  },
  {
    description:
      'Read a private repository with a token that the user typed into a secret field',
    example: stringify({
      steps: [
        {
          id: 'argocd',
          action: 'argocd:register',
          name: 'Register with Argo CD',
          input: {
            name: 'visits-dev',
            project: { name: 'visits', mode: 'ensure' },
            sources: [
              { repoUrl: 'https://github.com/acme/visits.git', path: 'deploy' },
            ],
            repository: {
              type: 'https',
              username: 'git',
              passwordSecret: 'repositoryToken',
            },
            destination: { name: 'in-cluster', namespace: 'visits' },
          },
        },
      ],
    }),
  },
];
