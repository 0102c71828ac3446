/** What one container used at one time. @public */
export interface ContainerUsage {
  /** In thousandths of a core. */
  cpuMillis: number;
  memoryBytes: number;
}

/** What a pod used lately, as metrics-server tells. @public */
export interface UsageRecord {
  /** Oldest first, at most 3. */
  samples: {
    /** In ms since 1970. */
    at: number;
    /** By name of the container. */
    containers: Readonly<Record<string, ContainerUsage>>;
  }[];
}
