import { createBackendModule } from '@backstage/backend-plugin-api';
import { createFinding } from '@paved-path/backstage-plugin-service-health-common';
import { healthEvaluatorExtensionPoint } from '..';

export default createBackendModule({
  pluginId: 'service-health',
  moduleId: 'latest-tag',
  register(env) {
    env.registerInit({
      deps: { health: healthEvaluatorExtensionPoint },
      async init({ health }) {
        health.addHealthEvaluator({
          section: { id: 'policy', title: 'Policy' },
          evaluate: ({ clusters }, { now }) =>
            clusters
              .flatMap(({ workloads }) => workloads)
              .filter(({ version }) => version === 'latest')
              .map(({ kind, name }) =>
                createFinding({
                  now,
                  code: 'policy.latestTag',
                  section: 'policy',
                  level: 'warning',
                  cause: `${name} runs the tag "latest"`,
                  next: 'Deploy a fixed version.',
                  subject: { kind, name },
                }),
              ),
        });
      },
    });
  },
});
