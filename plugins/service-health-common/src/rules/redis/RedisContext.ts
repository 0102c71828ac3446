import type {
  ReadinessRecord,
  RedisNodeSample,
  RedisRecord,
  RedisSample,
} from '../../records';

/** What the rules of one Redis instance are given. */
export interface RedisContext {
  /** Clock, in ms since 1970. */
  now: number;
  redis: RedisRecord;
  /** What the app itself says of it. */
  readiness: ReadinessRecord | undefined;
  /** Newest sample. */
  sample: RedisSample;
  /** Sample before it. */
  before: RedisSample | undefined;
  /** Oldest sample of the last 5 min, for rates. */
  oldest: RedisSample | undefined;
}

/** The same node in another sample, unless it restarted in between. */
export function sameNode(
  node: RedisNodeSample,
  other: RedisSample | undefined,
): RedisNodeSample | undefined {
  return other?.nodes.find(
    one =>
      one.address === node.address &&
      one.info !== undefined &&
      one.info.runId === node.info?.runId &&
      one.info.uptimeSeconds <= node.info.uptimeSeconds,
  );
}
