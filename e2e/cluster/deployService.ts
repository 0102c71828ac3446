import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ArgoCd } from './ArgoCd';
import { ClusterEnvironment } from './ClusterEnvironment';
import { DeployedService } from './DeployedService';
import { GitHost } from './GitHost';
import { registerApplication } from './registerApplication';
import { run } from './run';

const root = join(__dirname, '../..');

/**
 * Generates a repository with dev and prod, publishes it and registers both environments with Argo CD. What is
 * left is the image: nothing of the app runs yet.
 */
export async function deployService(
  environment: ClusterEnvironment,
  name: string,
): Promise<DeployedService> {
  const home = await mkdtemp(join(tmpdir(), 'paved-path-cluster-'));
  const service = new DeployedService({
    name,
    repository: `platform/${name}`,
    folder: join(home, 'repository'),
  });
  const answers = join(home, 'answers.json');
  await writeFile(
    answers,
    JSON.stringify({
      name,
      owner: 'group:default/platform-team',
      repoUrl: `github.com?owner=platform&repo=${name}`,
      redisMode: 'cluster',
      environments: ['dev', 'prod'],
      namespace: name,
    }),
  );
  await run('node', [
    join(root, 'scripts/generate.mjs'),
    ...['--answers', answers, '--output', service.folder],
  ]);

  const git = new GitHost(environment);
  await git.create(service.repository);
  await run('git', ['init', '--quiet', '--initial-branch', 'main'], {
    cwd: service.folder,
  });
  await git.push(service.folder, service.repository, 'feat: start');

  const argocd = new ArgoCd(environment);
  for (const stage of ['dev', 'prod'] as const) {
    await registerApplication(argocd, {
      name,
      environment: stage,
      namespace: service.namespace(stage).name,
      cloneUrl: git.cloneUrl(service.repository),
    });
  }
  return service;
}
