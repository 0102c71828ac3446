/** The e2e run's own ports, so that it can go beside a portal that someone works with. */
export const ports = {
  PORTAL_PORT: '7507',
  SANDBOX_GIT_PORT: '7600',
  SANDBOX_ARGOCD_PORT: '7601',
  SANDBOX_KUBERNETES_PORT: '7602',
  SANDBOX_CONTROL_PORT: '7603',
};
