import { RedisClusterSample } from '@paved-path/backstage-plugin-service-health-common';

/** Reads the answer of CLUSTER INFO. */
export function parseClusterInfo(
  text: string,
): Omit<RedisClusterSample, 'ranges'> {
  const number = (key: string) =>
    Number(new RegExp(`^${key}:(\\d+)`, 'm').exec(text)?.[1] ?? 0);
  return {
    stateOk: /^cluster_state:ok/m.test(text),
    assigned: number('cluster_slots_assigned'),
    ok: number('cluster_slots_ok'),
    pfail: number('cluster_slots_pfail'),
    fail: number('cluster_slots_fail'),
  };
}
