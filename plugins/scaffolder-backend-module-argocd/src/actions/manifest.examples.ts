import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Examples of `argocd:manifest`, as the portal shows them. */
export const manifestExamples: TemplateExample[] = [
  {
    description: 'Write the project and the Application for a pull request',
    example: stringify({
      steps: [
        {
          id: 'manifest',
          action: 'argocd:manifest',
          name: 'Write the Argo CD manifests',
          input: {
            name: 'visits-dev',
            project: { name: 'visits' },
            sources: [
              {
                repoUrl: 'https://github.com/acme/visits.git',
                path: 'ops/charts',
              },
            ],
            destination: {
              server: 'https://kubernetes.default.svc',
              namespace: 'visits',
            },
            targetPath: 'applications/visits',
          },
        },
      ],
    }),
  },
  {
    description:
      'Write an ApplicationSet only, for a project that the platform team keeps',
    example: stringify({
      steps: [
        {
          id: 'manifest',
          action: 'argocd:manifest',
          name: 'Write the Argo CD manifests',
          input: {
            name: 'visits',
            project: { name: 'visits' },
            include: ['application'],
            sources: [
              {
                repoUrl: 'https://github.com/acme/visits.git',
                path: 'env/{{.name}}',
              },
            ],
            destination: { name: 'in-cluster', namespace: 'visits' },
            applicationSet: {
              generators: [{ list: { elements: [{ name: 'dev' }] } }],
            },
          },
        },
      ],
    }),
  },
];
