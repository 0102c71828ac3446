import { Pod } from '../objects/Pod';
import { ResourceQuota } from '../objects/ResourceQuota';
import { podRequest } from './podRequest';
import { formatQuantity } from './quantity';

/** How much of each of a quota's limits a namespace's pods take. */
export function quotaUsage(
  quota: ResourceQuota,
  pods: readonly Pod[],
): Record<string, string> {
  const counted = pods.filter(
    ({ metadata, status }) =>
      metadata.namespace === quota.metadata.namespace &&
      status?.phase !== 'Failed' &&
      status?.phase !== 'Succeeded',
  );
  return Object.fromEntries(
    Object.keys(quota.spec.hard ?? {}).map(key => {
      const used =
        key === 'pods' || key === 'count/pods'
          ? counted.length
          : counted.reduce((sum, { spec }) => sum + podRequest(spec, key), 0);
      return [key, formatQuantity(used, key)];
    }),
  );
}
