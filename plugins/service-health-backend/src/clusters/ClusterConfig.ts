/** One cluster to watch, as configured. */
export interface ClusterConfig {
  name: string;
  /** Base address of the API server. */
  url: string;
  /** Reads the bearer token; called again for each request. */
  token?: (signal: AbortSignal) => Promise<string>;
  /** CA certificate as PEM. */
  ca?: string;
  /** Client certificate and key as PEM, for local development. */
  certificate?: { cert: string; key: string };
  /** Name that the server's certificate is for, where it is not the host. */
  serverName?: string;
  skipTlsVerify: boolean;
  /** Why it cannot be asked at all, with the remedy. */
  problem?: string;
}
