/** Why a node could not be asked, told apart. @public */
export type RedisFailure =
  | 'dns'
  | 'connect'
  | 'tls'
  | 'login'
  | 'timeout'
  | 'refusing'
  | 'protocol';

/** The part of INFO that the rules read. @public */
export interface RedisInfo {
  runId: string;
  uptimeSeconds: number;
  role: 'primary' | 'replica';
  loading: boolean;
  usedMemory: number;
  /** 0 without a limit. */
  maxMemory: number;
  maxMemoryPolicy?: string;
  fragmentationRatio?: number;
  fragmentationBytes?: number;
  connectedClients: number;
  /** 0 when not told. */
  maxClients: number;
  blockedClients: number;
  rejectedConnections: number;
  evictedKeys: number;
  evictionExceededMs: number;
  hits: number;
  misses: number;
  /** Count per kind of error: `OOM`, `READONLY`. */
  errors: Record<string, number>;
  rdbSaveFailed: boolean;
  aofWriteFailed: boolean;
  aofRewriteFailed: boolean;
  /** In ms since 1970. */
  lastSaveAt?: number;
  connectedReplicas: number;
  masterHost?: string;
  masterLinkUp?: boolean;
  masterLinkDownSeconds?: number;
  masterSyncing?: boolean;
  lagSeconds?: number;
  offset: number;
  lastForkMicros: number;
  /** 99th percentile of the slowest command, in microseconds. */
  p99Micros?: number;
}

/** What one node said at one time. @public */
export interface RedisNodeSample {
  /** Short name of the node. */
  node: string;
  /** Address as `host:port`. */
  address: string;
  /** `ok`, or why not. */
  outcome: 'ok' | RedisFailure;
  /** Raw text of the failure. */
  message?: string;
  replyMs?: number;
  info?: RedisInfo;
}

/** One slot range as CLUSTER SLOTS tells it. @public */
export interface RedisSlotRange {
  from: number;
  to: number;
  /** Addresses as `host:port`, the primary first. */
  nodes: string[];
}

/** What CLUSTER INFO and CLUSTER SLOTS say. @public */
export interface RedisClusterSample {
  stateOk: boolean;
  assigned: number;
  ok: number;
  pfail: number;
  fail: number;
  ranges: RedisSlotRange[];
}

/** What a Sentinel group says of its master. @public */
export interface RedisSentinelSample {
  quorumOk: boolean;
  masterDown: boolean;
  sentinels: number;
}

/** What an instance said at one time. @public */
export interface RedisSample {
  /** In ms since 1970. */
  at: number;
  nodes: RedisNodeSample[];
  cluster?: RedisClusterSample;
  sentinel?: RedisSentinelSample;
}

/** A node that restarted or took another role. @public */
export interface RedisChange {
  /** When it was seen, in ms since 1970. */
  at: number;
  /** Short name of the node. */
  node: string;
  kind: 'restarted' | 'becamePrimary' | 'becameReplica';
}

/** A configured instance with its newest samples. @public */
export interface RedisRecord {
  name: string;
  mode: 'standalone' | 'cluster' | 'sentinel';
  /** A `cache` may drop keys, a `store` may not. */
  role: 'cache' | 'store';
  required: boolean;
  /** Nodes that are expected, where configured. */
  expectedNodes?: number;
  /** Limit in bytes of Redis services that do not tell theirs. */
  memoryLimitBytes?: number;
  /** Memory limit of its pods in bytes, where they are in a watched cluster. */
  podLimitBytes?: number;
  /** Namespace of its pods, where they are in a watched cluster. */
  namespace?: string;
  /** Oldest first, at most 30. */
  samples: RedisSample[];
  /** When it answered last, in ms since 1970; never, as far as we know, without. */
  lastAnswerAt?: number;
  /** What this Redis does not offer. */
  notAvailable: string[];
  /** Of the last hour, oldest first. */
  changes?: RedisChange[];
}

/** What the app itself says of its Redis. @public */
export interface ReadinessRecord {
  /** In ms since 1970. */
  at: number;
  redisOk: boolean;
  /** Its own words. */
  detail?: string;
}
