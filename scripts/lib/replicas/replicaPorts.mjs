/** Ports of the two replicas and their sandbox, so that they can go beside those of others. */
export const replicaPorts = {
  FIRST_PORT: 7801,
  SECOND_PORT: 7802,
  SANDBOX_GIT_PORT: 7810,
  SANDBOX_ARGOCD_PORT: 7811,
  SANDBOX_KUBERNETES_PORT: 7812,
  SANDBOX_CONTROL_PORT: 7813,
};
