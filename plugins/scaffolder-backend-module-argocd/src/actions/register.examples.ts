import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import { stringify } from 'yaml';

const repoUrl = 'https://github.com/acme/visits.git';

/** Examples of `argocd:register`, as the portal shows them. */
export const registerExamples: TemplateExample[] = [
  example(
    'Register a Helm chart in a project of its own and wait until it is healthy',
    {
      sources: [
        {
          repoUrl,
          targetRevision: 'main',
          path: 'ops/charts',
          helm: {
            releaseName: 'visits',
            valueFiles: ['env/dev/values.yaml'],
          },
        },
      ],
      sync: { createNamespace: true },
      entityRef: 'component:default/visits',
      wait: { for: 'healthy', timeoutSeconds: 600 },
    },
  ),
  example(
    'Read a private repository with a token that the user typed into a secret field',
    {
      repository: {
        type: 'https',
        username: 'git',
        passwordSecret: 'repositoryToken',
      },
      destination: { name: 'in-cluster', namespace: 'visits' },
    },
  ),
  example('Read a private repository with a deploy key', {
    sources: [{ repoUrl: 'git@github.com:acme/visits.git', path: 'deploy' }],
    repository: { type: 'ssh', privateKeySecret: 'deployKey' },
  }),
  example('Take a chart and its values from two repositories', {
    sources: [
      {
        repoUrl: 'https://charts.example.com',
        chart: 'service',
        targetRevision: '1.4.0',
        helm: { valueFiles: ['$values/env/dev/values.yaml'] },
      },
      { repoUrl, targetRevision: 'main', ref: 'values' },
    ],
  }),
  example(
    'Deploy by Kustomize to another cluster, in a project that a team has made',
    {
      project: { name: 'default', mode: 'require' },
      sources: [{ repoUrl, path: 'deploy', kustomize: { namePrefix: 'eu-' } }],
      destination: { server: 'https://east.example.com', namespace: 'visits' },
    },
  ),
  example('Make an Application for each environment with an ApplicationSet', {
    name: 'visits',
    sources: [{ repoUrl, path: 'env/{{.name}}' }],
    applicationSet: {
      generators: [{ list: { elements: [{ name: 'dev' }, { name: 'prod' }] } }],
    },
  }),
  example('See what would be sent, and what Argo CD thinks of it', {
    dryRunMode: 'online',
  }),
];

function example(description: string, input: JsonObject): TemplateExample {
  return {
    description,
    example: stringify({
      steps: [
        {
          id: 'argocd',
          action: 'argocd:register',
          name: 'Register with Argo CD',
          input: {
            name: 'visits-dev',
            project: { name: 'visits', mode: 'ensure' },
            sources: [{ repoUrl, path: 'deploy' }],
            destination: {
              server: 'https://kubernetes.default.svc',
              namespace: 'visits',
            },
            ...input,
          },
        },
      ],
    }),
  };
}
