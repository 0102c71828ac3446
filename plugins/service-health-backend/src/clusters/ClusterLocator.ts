import { ClusterConfig } from './ClusterConfig';

/** Finds clusters that are not written in the configuration. */
export interface ClusterLocator {
  /** What it finds, for messages: `GKE project "acme"`. */
  readonly title: string;
  /** All clusters there are now. */
  locate(signal: AbortSignal): Promise<ClusterConfig[]>;
}
