import { Container, Pod } from '../objects/Pod';
import { isPodOf } from './isPodOf';
import { rollOut } from './rollOut';
import { WorkloadScenario } from './Scenario';

const missingTag = 'does-not-exist';

/** A rollout to an image that is not there. */
export const badImage: WorkloadScenario = {
  name: 'bad-image',
  title: 'Bad image during a rollout',
  description:
    'A new version is rolled out whose image cannot be pulled; the old pods keep serving.',
  scope: 'workload',
  start: (deployment, { cluster }) => {
    const image = deployment.spec.template.spec.containers[0]?.image ?? 'app';
    const missing = `${image.replace(/(@.*|:[^:/]*)$/, '')}:${missingTag}`;
    const message = `failed to pull and unpack image "${missing}": failed to resolve reference "${missing}": ${missing}: not found`;
    const heal = cluster.mishaps.add(
      { type: 'unpullable', message },
      pod =>
        isPodOf(deployment)(pod) && pod.spec.containers[0]?.image === missing,
    );
    const { store } = cluster.context;
    const rollBack = rollOut(
      deployment,
      container => ({ ...container, image: missing }),
      { store },
    );
    return () => {
      rollBack();
      heal();
    };
  },
};

/** A rollout whose pods ask for more than any node has. */
export const unschedulable: WorkloadScenario = {
  name: 'unschedulable',
  title: 'Unschedulable pod',
  description:
    'A new version asks for 64 CPUs, which no node has: its pod stays Pending and the old ones keep serving.',
  scope: 'workload',
  start: (deployment, { cluster }) =>
    rollOut(deployment, askFor('64'), { store: cluster.context.store }),
};

function askFor(cpu: string): (container: Container) => Container {
  return container => ({
    ...container,
    resources: {
      requests: { ...container.resources?.requests, cpu },
      limits: Object.fromEntries(
        Object.entries(container.resources?.limits ?? {}).filter(
          ([name]) => name !== 'cpu',
        ),
      ),
    },
  });
}

/** A rollout whose pods never become ready. */
export const rolloutStuck: WorkloadScenario = {
  name: 'rollout-stuck',
  title: 'Rollout stuck',
  description:
    'The pods of a new version start and never become ready, so the rollout misses its deadline (10 s here).',
  scope: 'workload',
  start: (deployment, { cluster }) => {
    const { store } = cluster.context;
    const stuck: Container['env'] = [{ name: 'RELEASE', value: 'stuck' }];
    const isNew = (pod: Pod) =>
      pod.spec.containers[0]?.env !== undefined &&
      JSON.stringify(pod.spec.containers[0].env).includes('"stuck"');
    const heal = cluster.mishaps.add(
      {
        type: 'unready',
        message: 'HTTP probe failed with statuscode: 500',
      },
      pod => isPodOf(deployment)(pod) && isNew(pod),
    );
    const rollBack = rollOut(
      deployment,
      container => ({
        ...container,
        env: Array.isArray(container.env)
          ? [...container.env, { name: 'RELEASE', value: 'stuck' }]
          : stuck,
      }),
      { store, progressDeadlineSeconds: 10 },
    );
    return () => {
      rollBack();
      heal();
    };
  },
};
