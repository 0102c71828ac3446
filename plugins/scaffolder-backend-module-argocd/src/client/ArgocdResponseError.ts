/** An answer of Argo CD other than 2xx, with its own text. */
export class ArgocdResponseError extends Error {
  override readonly name = 'ArgocdResponseError' as const;
  readonly status: number;
  /** Argo CD's text, or empty when something else answered. */
  readonly argocdMessage: string;
  /** Whether the body had the form that Argo CD's API gives its errors. */
  readonly isFromApi: boolean;
  /** Seconds after which a retry is welcome, when it was said. */
  readonly retryAfterSeconds: number | undefined;
  /** Clusters that there are, once a refused name made us ask. */
  readonly knownClusters: string[] | undefined;

  constructor(options: {
    status: number;
    argocdMessage: string;
    isFromApi: boolean;
    retryAfterSeconds?: number;
    knownClusters?: string[];
  }) {
    super(options.argocdMessage || `HTTP status ${options.status}`);
    this.status = options.status;
    this.argocdMessage = options.argocdMessage;
    this.isFromApi = options.isFromApi;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.knownClusters = options.knownClusters;
  }
}
