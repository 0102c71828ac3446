import { ArgoCd } from './ArgoCd';
import { DeployedService } from './DeployedService';
import { GitHost } from './GitHost';
import { Versions } from './Proof';
import { run } from './run';

/** What the cluster and what runs on it say of themselves. */
export async function readVersions(
  service: DeployedService,
  tools: { argocd: ArgoCd; git: GitHost },
): Promise<Versions> {
  const nodes = await run('kubectl', [
    ...['get', 'nodes', '--output'],
    'jsonpath={range .items[*]}{.status.nodeInfo.kubeletVersion} {.metadata.labels.topology\\.kubernetes\\.io/zone}{"\\n"}{end}',
  ]);
  const lines = nodes.split('\n');
  const prod = service.namespace('prod');
  const redis = await prod.kubectl([
    ...['exec', `${service.name}-redis-0`, '--container', 'redis', '--'],
    ...['redis-server', '--version'],
  ]);
  const project = await run('git', ['rev-parse', '--short', 'HEAD']);
  return {
    Kubernetes: `${lines[0].split(' ')[0]}, ${lines.length} nodes in ${lines
      .map(line => line.split(' ')[1])
      .join(', ')}`,
    'Argo CD': await tools.argocd.version(),
    Gitea: await tools.git.version(),
    Redis: /v=([\d.]+)/.exec(redis)?.[1] ?? redis,
    Service: `generated at ${project}, image ${service.image}`,
  };
}
