import { JsonObject } from '@backstage/types';
import { InMemoryReconciler } from '@paved-path/sandbox';
import { answer } from './__testUtils__/answer';
import { applyMergePatch } from './__testUtils__/applyMergePatch';
import {
  registerInput,
  repoUrl,
  startActions,
  TestActions,
  TestActionsOptions,
} from './__testUtils__/startActions';

const failing = { wait: { timeoutSeconds: 1, revision: 'f'.repeat(40) } };

/** The patch in the command that the log of a task holds. */
function patchIn(lines: string[], command: string): JsonObject {
  const line = lines.find(text => text.startsWith(`  ${command} --patch '`));
  const [, text = '{}'] = /--patch '(.*)'$/s.exec(line ?? '') ?? [];
  return JSON.parse(text.replaceAll(`'\\''`, `'`));
}

describe('what a rollback cannot put back', () => {
  let actions: TestActions;
  afterEach(() => actions?.close());

  async function start(options: TestActionsOptions = {}) {
    actions = await startActions({
      clusters: { east: 'https://east.example.com' },
      ...options,
    });
  }

  /** Refuse what a rollback sends, once the change itself was taken. */
  function refuseSecond(method: string, path: string) {
    let seen = 0;
    actions.double.intercept = (request, response) => {
      if (request.method !== method || !request.url?.includes(path)) {
        return false;
      }
      seen += 1;
      return (
        seen > 1 && answer(path, 403, 'permission denied')(request, response)
      );
    };
  }

  it('an Application comes with the command that restores it exactly', async () => {
    await start();
    await actions.run(
      'argocd:register',
      registerInput({
        labels: { team: 'a', gone: 'soon' },
        annotations: { note: "it's" },
        sync: { createNamespace: true, prune: true },
      }),
    );
    const before = actions.double.applications()[0];
    refuseSecond('PUT', '/applications/visits-dev');
    const { lines } = await actions.run(
      'argocd:register',
      registerInput({
        ...failing,
        labels: { team: 'b', fresh: 'yes' },
        annotations: { note: 'is' },
        cascadeFinalizer: true,
        sources: [
          { repoUrl, ref: 'values' },
          { repoUrl, path: 'other' },
        ],
      }),
      { task: { id: 'task-2' } },
    );
    const command = 'argocd app patch argocd/visits-dev --type merge';
    const after = actions.double.applications()[0];
    expect(after.spec).not.toEqual(before.spec);
    const restored = applyMergePatch(after, patchIn(lines, command));
    expect(restored).toMatchObject({ spec: before.spec });
    expect(restored).toHaveProperty('metadata.labels', before.metadata.labels);
    expect(restored).toHaveProperty(
      'metadata.annotations',
      before.metadata.annotations,
    );
    expect(restored).not.toHaveProperty('metadata.finalizers');
  });

  it.each([
    ['a change of an Application', 'PUT', '/applications/visits-dev'],
    ['entries of a project', 'PUT', '/projects/visits'],
  ])('%s that Argo CD refused is none', async (_title, method, path) => {
    await start();
    await actions.run('argocd:register', registerInput());
    actions.double.intercept = (request, response) =>
      request.method === method &&
      Boolean(request.url?.includes(path)) &&
      answer(path, 403, 'permission denied')(request, response);
    const { error, lines } = await actions.run(
      'argocd:register',
      registerInput({ destination: { name: 'east', namespace: 'far' } }),
    );
    expect(error?.name).toBe('NotAllowedError');
    expect(lines.join('\n')).not.toMatch(
      path.includes('projects') ? /Left over/ : /change of application/,
    );
  });

  it('entries of a project come with the commands that take them out', async () => {
    await start();
    await actions.run(
      'argocd:register',
      registerInput({ sync: { createNamespace: false } }),
    );
    refuseSecond('PUT', '/projects/visits');
    const { lines } = await actions.run(
      'argocd:register',
      registerInput({
        ...failing,
        name: 'visits-far',
        sources: [{ repoUrl: 'https://git.example.com/far.git', path: 'a' }],
        destination: { name: 'east', namespace: 'far' },
      }),
    );
    expect(lines).toEqual(
      expect.arrayContaining([
        'Left over: entries added to project "visits". Undo with:',
        '  argocd proj remove-source visits https://git.example.com/far.git',
        `  argocd proj remove-destination visits '' far`,
        `  argocd proj deny-cluster-resource visits '' Namespace`,
      ]),
    );
  });

  it('an ApplicationSet comes with the command that restores it exactly', async () => {
    await start({ instance: { allow: { applicationSets: true } } });
    const set = {
      applicationSet: {
        generators: [{ list: { elements: [{ name: 'dev' }] } }],
      },
    };
    await actions.run('argocd:register', registerInput(set));
    const before = actions.double.snapshot().applicationSets[0];
    refuseSecond('POST', '/applicationsets?upsert=true');
    const { lines } = await actions.run(
      'argocd:register',
      registerInput({ ...set, ...failing, sync: { prune: true } }),
    );
    const after = actions.double.snapshot().applicationSets[0];
    expect(after.spec).not.toEqual(before.spec);
    const command =
      'kubectl --namespace argocd patch ApplicationSet.argoproj.io visits-dev --type merge';
    expect(applyMergePatch(after, patchIn(lines, command))).toMatchObject({
      spec: before.spec,
    });
  });
});

describe('what stays when an Application goes', () => {
  let actions: TestActions;
  afterEach(() => actions?.close());

  const claims = [{ metadata: { name: 'data' } }];
  const redis = (spec: object) => ({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'redis', namespace: 'data' },
    spec,
  });
  const selector = { matchLabels: { app: 'redis', tier: 'data' } };

  /** Register something that renders these objects, remove it, and list what stays. */
  async function leftovers(
    objects: NonNullable<InMemoryReconciler['behaviour']['objects']>,
    changes: { register?: JsonObject; cascade?: boolean } = {},
  ) {
    actions = await startActions({
      reconciler: InMemoryReconciler.create({ objects }),
    });
    await actions.run('argocd:register', registerInput(changes.register));
    const { error, outputs } = await actions.run('argocd:unregister', {
      name: 'visits-dev',
      project: 'visits',
      entityRef: 'component:default/visits',
      cascade: changes.cascade ?? true,
    });
    expect(error).toBeUndefined();
    return outputs.leftovers;
  }

  const claimsOfRedis = {
    what: 'volume claims of StatefulSet redis',
    command:
      'kubectl --namespace data delete PersistentVolumeClaim --selector app=redis,tier=data',
  };
  const namespace = {
    what: 'namespace visits',
    command: 'kubectl delete namespace visits',
  };

  it.each<[string, JsonObject]>([
    ['a Helm chart', { helm: { releaseName: 'other' } }],
    ['Kustomize', { kustomize: { namePrefix: 'a-' } }],
    ['a folder', { directory: { recurse: true } }],
  ])(
    'volume claims of %s are told by the labels that Kubernetes gave them',
    async (_title, source) => {
      const sources = [{ repoUrl, path: 'deploy', ...source }];
      expect(
        await leftovers([redis({ selector, volumeClaimTemplates: claims })], {
          register: { sources },
        }),
      ).toEqual([claimsOfRedis, namespace]);
    },
  );

  it('volume claims of several sources, too', async () => {
    const sources = [
      {
        repoUrl,
        path: 'chart',
        helm: { releaseName: 'r', valueFiles: ['$values/v.yaml'] },
      },
      { repoUrl, ref: 'values' },
    ];
    expect(
      await leftovers([redis({ selector, volumeClaimTemplates: claims })], {
        register: { sources },
      }),
    ).toEqual([claimsOfRedis, namespace]);
  });

  it.each([
    ['without volumes', { selector }],
    [
      'that deletes them itself',
      {
        selector,
        volumeClaimTemplates: claims,
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' },
      },
    ],
  ])('a StatefulSet %s leaves none', async (_title, spec) => {
    expect(await leftovers([redis(spec)])).toEqual([namespace]);
  });

  it('claims whose labels nobody tells are to be looked for, not deleted', async () => {
    expect(await leftovers([redis({ volumeClaimTemplates: claims })])).toEqual([
      {
        what: 'volume claims of StatefulSet redis',
        command: 'kubectl --namespace data get PersistentVolumeClaim',
      },
      namespace,
    ]);
  });

  it('without cascade every object comes with its own namespace, API group and scope', async () => {
    expect(
      await leftovers(
        [
          {
            apiVersion: 'v1',
            kind: 'Service',
            metadata: { name: 'a', namespace: 'visits' },
          },
          {
            apiVersion: 'networking.k8s.io/v1',
            kind: 'Ingress',
            metadata: { name: 'b', namespace: 'edge' },
          },
          {
            apiVersion: 'rbac.authorization.k8s.io/v1',
            kind: 'ClusterRole',
            metadata: { name: 'system:c' },
          },
        ],
        { cascade: false },
      ),
    ).toEqual([
      {
        what: 'Service a',
        command: 'kubectl --namespace visits delete Service a',
      },
      {
        what: 'Ingress b',
        command: 'kubectl --namespace edge delete Ingress.networking.k8s.io b',
      },
      {
        what: 'ClusterRole system:c',
        command:
          'kubectl delete ClusterRole.rbac.authorization.k8s.io system:c',
      },
      namespace,
    ]);
  });

  it('a namespace that was there before is not ours to delete', async () => {
    expect(
      await leftovers([redis({ selector })], {
        register: { sync: { createNamespace: false } },
      }),
    ).toEqual([]);
  });

  it('a StatefulSet that cannot be read is told with a way to look', async () => {
    actions = await startActions({
      reconciler: InMemoryReconciler.create({
        objects: [redis({ selector, volumeClaimTemplates: claims })],
      }),
    });
    await actions.run('argocd:register', registerInput());
    actions.double.intercept = answer('managed-resources', 500, 'no cache');
    const { error, outputs } = await actions.run('argocd:unregister', {
      name: 'visits-dev',
      project: 'visits',
      entityRef: 'component:default/visits',
    });
    expect(error).toBeUndefined();
    expect(outputs.leftovers).toContainEqual({
      what: 'volume claims of StatefulSet redis',
      command: 'kubectl --namespace data get PersistentVolumeClaim',
    });
  });
});
