/** No answer from Argo CD, or none that could be understood. */
export class ArgocdConnectionError extends Error {
  override readonly name = 'ArgocdConnectionError' as const;
  /** Code of Node.js, or `TIMEOUT`, `REDIRECT`, `NOT_JSON`, `NOT_ARGOCD`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
