/** Argo CD could not sync an Application, or it did not become healthy. */
export class DeploymentError extends Error {
  override readonly name = 'DeploymentError' as const;
}
