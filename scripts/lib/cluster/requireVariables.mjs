import { LauncherError } from '../LauncherError.mjs';

/** What the commands for a real cluster need to be told, and what each is. */
export const clusterVariables = {
  KUBECONFIG: 'a kubeconfig',
  ARGOCD_URL: 'the address of Argo CD',
  ARGOCD_TOKEN: 'a token of an Argo CD account',
  GITEA_URL: 'the address of Gitea',
  GITEA_TOKEN: 'a token of a Gitea user who may make repositories',
};

/** Throws with every variable that is not set. */
export function requireVariables(variables, env = process.env) {
  const missing = Object.keys(variables).filter(name => !env[name]);
  if (missing.length > 0) {
    throw new LauncherError(
      `Cannot reach a cluster: ${missing.join(', ')} ${
        missing.length === 1 ? 'is' : 'are'
      } not set`,
      {
        remedy: `set ${missing
          .map(name => `${name} (${variables[name]})`)
          .join(', ')}; see docs/cluster.md`,
      },
    );
  }
}
