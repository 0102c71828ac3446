import { LauncherError } from '../LauncherError.mjs';
import { kubectl } from './kubectl.mjs';

/**
 * How the portal reaches the cluster of KUBECONFIG: its address and certificate, and the token of the account
 * that docs/service-health/rbac.yaml makes. Never the kubeconfig's own user: that one may do too much.
 */
export function readKubernetes(env = process.env) {
  const view = JSON.parse(
    kubectl([
      ...['config', 'view', '--minify', '--flatten', '--raw'],
      ...['--output', 'json'],
    ]),
  );
  const { cluster } = view.clusters[0];
  return {
    KUBERNETES_URL: cluster.server,
    KUBERNETES_CA: cluster['certificate-authority-data'] ?? '',
    KUBERNETES_TOKEN: env.KUBERNETES_TOKEN || readToken(),
  };
}

function readToken() {
  const token = kubectl(
    [
      ...['--namespace', 'backstage', 'get', 'secret'],
      ...['backstage-service-health', '--output', 'jsonpath={.data.token}'],
    ],
    { optional: true },
  );
  if (!token) {
    throw new LauncherError(
      'Cannot read the cluster for the portal: it has no account there',
      {
        remedy:
          'kubectl apply -f docs/service-health/rbac.yaml, or set KUBERNETES_TOKEN',
      },
    );
  }
  return Buffer.from(token, 'base64').toString('utf8');
}
