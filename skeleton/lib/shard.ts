/** Number of counters that one total is spread over. Fixed for good: a visit's id must always lead to the same one. */
const SHARDS = 16;

/** The keys of one counter and of one visit. The hash tag in braces keeps both in one Redis Cluster slot. */
export function visitKeys(prefix: string, id: string): readonly [count: string, visit: string] {
  const shard = shardOf(id);
  return [countKey(prefix, shard), `${prefix}{${shard}}:${id}`];
}

/** The keys of all counters. */
export function countKeys(prefix: string): readonly string[] {
  return Array.from({ length: SHARDS }, (_, shard) => countKey(prefix, shard));
}

function countKey(prefix: string, shard: number): string {
  return `${prefix}{${shard}}`;
}

/** FNV-1a: spreads ids evenly, and the same id always gives the same shard. */
function shardOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193) >>> 0;
  }
  return ((hash ^ (hash >>> 16)) >>> 0) % SHARDS;
}
