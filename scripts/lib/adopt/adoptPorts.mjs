/** Ports of the fresh portal and its sandbox, so that they can go beside those of others. */
export const adoptPorts = {
  APP_PORT: 7700,
  BACKEND_PORT: 7707,
  SANDBOX_GIT_PORT: 7710,
  SANDBOX_ARGOCD_PORT: 7711,
  SANDBOX_KUBERNETES_PORT: 7712,
  SANDBOX_CONTROL_PORT: 7713,
};
