import { randomBytes } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import { registrarHere } from './registrarHere';
import { silentLogger } from './silentLogger';
import { watchApplication } from './watchApplication';

const { ARGOCD_URL, ARGOCD_TOKEN, GITEA_URL, GITEA_TOKEN } = process.env;
const runs = 10;

/** One registration on the real Argo CD, in milliseconds. */
export interface Run {
  /** From the start of the action to its end. */
  total: number;
  /** From the moment the Application exists until Argo CD says it is healthy. */
  argocd: number;
  /** The rest: what the action adds. */
  overhead: number;
}

/** Whether a real Argo CD and a Git host are in the environment. */
export const hasCluster = Boolean(
  ARGOCD_URL && ARGOCD_TOKEN && GITEA_URL && GITEA_TOKEN,
);

/** Register, one after the other; each is watched beside by Argo CD's own stream. */
export async function measureOverhead(): Promise<Run[]> {
  const repository = `overhead-${randomBytes(3).toString('hex')}`;
  await createRepository(repository);
  const registrar = await registrarHere({
    config: mockServices.rootConfig({
      data: {
        argocd: {
          appLocatorMethods: [
            {
              type: 'config',
              instances: [
                { name: 'main', url: ARGOCD_URL ?? '', token: ARGOCD_TOKEN },
              ],
            },
          ],
        },
      },
    }),
    logger: silentLogger,
  });
  const results: Run[] = [];
  for (let run = 0; run < runs; run += 1) {
    const name = `${repository}-${run}`;
    const watch = watchApplication(ARGOCD_URL ?? '', ARGOCD_TOKEN ?? '', name);
    const start = performance.now();
    await registrar.register({
      appName: name,
      projectName: name,
      namespace: name,
      repoUrl: `${GITEA_URL}/platform/${repository}.git`,
      path: 'deploy',
    });
    const total = performance.now() - start;
    const { existsAt, healthyAt } = await watch;
    const argocd = healthyAt - existsAt;
    results.push({ total, argocd, overhead: total - argocd });
    await remove(name);
  }
  await registrar.close();
  return results;
}

async function createRepository(name: string): Promise<void> {
  await gitea('/orgs/platform/repos', {
    name,
    auto_init: true,
    default_branch: 'main',
  });
  await gitea(`/repos/platform/${name}/contents/deploy/a.yaml`, {
    content: Buffer.from(
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: overhead\n',
    ).toString('base64'),
    message: 'Add a manifest',
    branch: 'main',
  });
}

async function gitea(path: string, body: object): Promise<void> {
  const response = await fetch(`${GITEA_URL}/api/v1${path}`, {
    method: 'POST',
    headers: {
      Authorization: `token ${GITEA_TOKEN}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`${path}: ${await response.text()}`);
  }
}

/** Take away the Application and its project; an Application goes some time later. */
async function remove(name: string): Promise<void> {
  const send = (path: string) =>
    fetch(`${ARGOCD_URL}/api/v1${path}`, {
      method: 'DELETE',
      headers: {
        Authorization: `Bearer ${ARGOCD_TOKEN}`,
        'Content-Type': 'application/json',
      },
    });
  await send(`/applications/${name}?project=${name}`);
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const { ok } = await send(`/projects/${name}`);
    if (ok) {
      return;
    }
    await new Promise(resolve => {
      setTimeout(resolve, 500);
    });
  }
}
