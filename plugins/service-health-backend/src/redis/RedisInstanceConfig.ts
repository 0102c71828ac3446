/** How to get into a node. */
export interface RedisLogin {
  username?: string;
  /** Reads the password; called for each connection. */
  password?: () => Promise<string>;
  tls?: { ca?: string; skipVerify: boolean };
}

/** One configured Redis, or a pattern for many. */
export interface RedisInstanceConfig extends RedisLogin {
  name: string;
  /** May hold `{name}` and `{namespace}`. */
  host: string;
  port: number;
  /** Asked of Redis itself when left out. */
  mode?: 'standalone' | 'cluster' | 'sentinel';
  /** Name of the group that the Sentinels watch. */
  sentinelGroup: string;
  role: 'cache' | 'store';
  required: boolean;
  expectedNodes?: number;
  memoryLimitBytes?: number;
  /** That of the Sentinels, where it is not that of the data nodes. */
  sentinel?: RedisLogin;
  /** The one service that it belongs to; a pattern has none. */
  match?: { name: string; namespace?: string };
  /** Namespaces that a pattern may reach; all of them without. */
  namespaces?: string[];
}
