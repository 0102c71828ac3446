import { ArgoCd } from './ArgoCd';
import { isRolledOut } from './appDrills';
import { DeployedService } from './DeployedService';
import { Drill } from './Drill';
import { GitHost } from './GitHost';

/** A commit that no image was built of. */
const NOT_BUILT = '0'.repeat(39).concat('1');

/** A tag is committed whose image does not exist; the pods that serve stay. */
export function badImage(
  service: DeployedService,
  tools: { argocd: ArgoCd; git: GitHost },
): Drill {
  const namespace = service.namespace('prod');
  return {
    title: 'An image rolled out that does not exist',
    environment: 'prod',
    command: `node scripts/set-image-tag.mjs prod ${NOT_BUILT} && git commit --all --message 'fix: a tag' && git push`,
    act: async () => {
      await service.setTag('prod', NOT_BUILT);
      await tools.git.push(
        service.folder,
        service.repository,
        'fix: a tag that was not built',
      );
      // As the Git host's webhook does: Argo CD looks by itself only every few minutes
      await tools.argocd.application(service.application('prod'), true);
    },
    recovery: 'the new pod waits for its image, and the old ones serve',
    staysBroken: true,
    recovered: async () => {
      const output = await namespace.kubectl([
        ...['get', 'pods', '--selector', service.selector('app')],
        ...['--output', 'json'],
      ]);
      const text = JSON.stringify(JSON.parse(output).items);
      return /ImagePullBackOff|ErrImagePull/.test(text);
    },
    patience: 180,
  };
}

/** Back to what ran before, through Argo CD; then Git says the same. */
export function rollback(
  service: DeployedService,
  tools: { argocd: ArgoCd },
): Drill {
  const { argocd } = tools;
  const application = service.application('prod');
  return {
    title: 'Rolled back through Argo CD',
    environment: 'prod',
    command: `argocd app set ${application} --sync-policy none && argocd app rollback ${application}`,
    act: async () => {
      await argocd.setAutomated(application, false);
      const { status } = await argocd.application(application);
      const entries = status.history ?? [];
      const before = entries.at(-2);
      if (!before) throw new Error('Argo CD has no earlier deployment');
      await argocd.rollback(application, before.id);
    },
    recovery: 'no pod is left that waits for its image',
    recovered: async () => {
      const image = await service
        .namespace('prod')
        .field(
          `deployment/${service.name}-app`,
          '.spec.template.spec.containers[0].image',
        );
      return image === service.image && isRolledOut(service, 'prod');
    },
    patience: 240,
  };
}

/** Lets Git say what was rolled back to, and Argo CD follow it again. */
export async function followGitAgain(
  service: DeployedService,
  tools: { argocd: ArgoCd; git: GitHost },
): Promise<string> {
  await service.setTag('prod', service.tag);
  const commit = await tools.git.push(
    service.folder,
    service.repository,
    'revert: the tag that was not built',
  );
  await tools.argocd.setAutomated(service.application('prod'), true);
  return commit;
}
