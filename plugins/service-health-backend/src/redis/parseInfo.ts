import { RedisInfo } from '@paved-path/backstage-plugin-service-health-common';

/** Reads the answer of INFO; what it does not hold is 0. */
export function parseInfo(text: string, now: number): RedisInfo {
  const fields = readFields(text);
  const number = (key: string) => Number(fields.get(key) ?? 0) || 0;
  const optional = (key: string) => (fields.has(key) ? number(key) : undefined);
  const savedAt = number('rdb_last_save_time');
  const replica = fields.get('role') === 'slave';
  return {
    runId: fields.get('run_id') ?? '',
    uptimeSeconds: number('uptime_in_seconds'),
    role: replica ? 'replica' : 'primary',
    loading: number('loading') === 1,
    usedMemory: number('used_memory'),
    maxMemory: number('maxmemory'),
    maxMemoryPolicy: fields.get('maxmemory_policy'),
    fragmentationRatio: optional('mem_fragmentation_ratio'),
    fragmentationBytes: optional('mem_fragmentation_bytes'),
    connectedClients: number('connected_clients'),
    maxClients: number('maxclients'),
    blockedClients: number('blocked_clients'),
    rejectedConnections: number('rejected_connections'),
    evictedKeys: number('evicted_keys'),
    evictionExceededMs: number('current_eviction_exceeded_time'),
    hits: number('keyspace_hits'),
    misses: number('keyspace_misses'),
    errors: errorsOf(fields),
    rdbSaveFailed: fields.get('rdb_last_bgsave_status') === 'err',
    aofWriteFailed:
      number('aof_enabled') === 1 &&
      fields.get('aof_last_write_status') === 'err',
    aofRewriteFailed:
      number('aof_enabled') === 1 &&
      fields.get('aof_last_bgrewrite_status') === 'err',
    lastSaveAt: savedAt > 0 ? Math.min(now, savedAt * 1000) : undefined,
    connectedReplicas: number('connected_slaves'),
    masterHost: replica ? fields.get('master_host') : undefined,
    masterLinkUp: replica
      ? fields.get('master_link_status') === 'up'
      : undefined,
    masterLinkDownSeconds: optional('master_link_down_since_seconds'),
    masterSyncing: number('master_sync_in_progress') === 1,
    lagSeconds: replica
      ? Math.max(0, number('master_last_io_seconds_ago') - 10)
      : undefined,
    offset: number(replica ? 'slave_repl_offset' : 'master_repl_offset'),
    lastForkMicros: number('latest_fork_usec'),
    p99Micros: slowest(fields),
  };
}

function readFields(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0 && !line.startsWith('#')) {
      fields.set(line.slice(0, colon), line.slice(colon + 1));
    }
  }
  return fields;
}

/** `errorstat_OOM:count=3` */
function errorsOf(fields: Map<string, string>): Record<string, number> {
  const errors: Record<string, number> = {};
  for (const [key, value] of fields) {
    const kind = /^errorstat_(\w+)$/.exec(key)?.[1];
    if (kind !== undefined) {
      errors[kind] = Number(/count=(\d+)/.exec(value)?.[1] ?? 0);
    }
  }
  return errors;
}

/** `latency_percentiles_usec_get:p50=1.0,p99=2.0,p99.9=3.0`; ours do not count. */
function slowest(fields: Map<string, string>): number | undefined {
  const times = [...fields].flatMap(([key, value]) => {
    const command = /^latency_percentiles_usec_(.+)$/.exec(key)?.[1];
    const ours = ['info', 'auth', 'ping', 'cluster|', 'hello', 'wait'];
    return command === undefined || ours.some(one => command.startsWith(one))
      ? []
      : [Number(/p99=([\d.]+)/.exec(value)?.[1] ?? 0)];
  });
  return times.length > 0 ? Math.max(...times) : undefined;
}
