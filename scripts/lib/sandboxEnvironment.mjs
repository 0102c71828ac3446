import { paths } from './paths.mjs';

/** What app-config.sandbox.yaml takes from the environment, told by a sandbox that is ready. */
export function sandboxEnvironment(sandbox) {
  return {
    SANDBOX_HOME: paths.sandboxHome,
    SANDBOX_GIT_URL: sandbox.gitUrl,
    SANDBOX_GIT_HOST: new URL(sandbox.gitUrl).host,
    SANDBOX_GIT_USERNAME: sandbox.gitUsername,
    SANDBOX_GIT_PASSWORD: sandbox.gitPassword,
    SANDBOX_ARGOCD_URL: sandbox.argocdUrl,
    SANDBOX_ARGOCD_TOKEN: sandbox.argocdToken,
    SANDBOX_KUBERNETES_URL: sandbox.kubernetesUrl,
    SANDBOX_KUBERNETES_TOKEN: sandbox.kubernetesToken,
    SANDBOX_CONTROL_URL: sandbox.controlUrl,
  };
}
