import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Examples of `argocd:wait`, as the portal shows them. */
export const waitExamples: TemplateExample[] = [
  {
    description:
      'Wait for the image of the first commit, and end well when CI takes longer',
    example: stringify({
      steps: [
        {
          id: 'rollout',
          action: 'argocd:wait',
          name: 'Follow the first deployment',
          input: {
            name: 'visits-dev',
            project: 'visits',
            until: { image: '${{ steps.publish.output.commitHash }}' },
            timeoutSeconds: 900,
            onTimeout: 'succeed',
            waitingFor: 'the first build',
            link: 'https://github.com/acme/visits/actions',
          },
        },
      ],
    }),
  },
  {
    description:
      'Wait for an Application that a pull request brings, until it is healthy',
    example: stringify({
      steps: [
        {
          id: 'rollout',
          action: 'argocd:wait',
          name: 'Wait for the deployment',
          input: {
            name: 'visits-dev',
            project: 'visits',
            until: 'healthy',
            timeoutSeconds: 1800,
          },
        },
      ],
    }),
  },
];
