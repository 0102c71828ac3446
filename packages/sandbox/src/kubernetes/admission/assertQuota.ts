import { ApiResource } from '../api/ApiResource';
import { StatusError } from '../api/StatusError';
import { KubernetesManifest } from '../objects/KubernetesManifest';
import { Pod, PodSpec } from '../objects/Pod';
import { ResourceQuota } from '../objects/ResourceQuota';
import { isPodManifest } from './isPodManifest';
import { podRequest } from './podRequest';
import { formatQuantity, parseQuantity } from './quantity';
import { quotaUsage } from './quotaUsage';

/** Refuses a pod that would take a namespace over one of its quotas. */
export function assertQuota(
  manifest: KubernetesManifest,
  resource: ApiResource,
  { quotas, pods }: { quotas: readonly ResourceQuota[]; pods: readonly Pod[] },
): void {
  if (!isPodManifest(manifest)) return;
  const { name, generateName = 'pod-' } = manifest.metadata;
  for (const quota of quotas) {
    const usage = quotaUsage(quota, pods);
    assertStated(manifest, resource, quota);
    const over = Object.entries(quota.spec.hard ?? {}).flatMap(
      ([key, limit]) => {
        const requested =
          key === 'pods' || key === 'count/pods'
            ? 1
            : podRequest(manifest.spec, key);
        const used = usage[key] ?? '0';
        const fits = parseQuantity(used) + requested <= parseQuantity(limit);
        return fits || requested === 0
          ? []
          : [{ key, requested: formatQuantity(requested, key), used, limit }];
      },
    );
    if (over.length === 0) continue;
    const text = (field: 'requested' | 'used' | 'limit') =>
      over.map(entry => `${entry.key}=${entry[field]}`).join(',');
    throw StatusError.forbidden(
      resource,
      name ?? `${generateName}x`,
      `exceeded quota: ${quota.metadata.name}, requested: ${text(
        'requested',
      )}, used: ${text('used')}, limited: ${text('limit')}`,
    );
  }
}

// Where a quota limits a resource, every container has to say how much of it it wants.
function assertStated(
  { metadata, spec }: KubernetesManifest & { spec: PodSpec },
  resource: ApiResource,
  quota: ResourceQuota,
): void {
  const { name, generateName = 'pod-' } = metadata;
  for (const key of Object.keys(quota.spec.hard ?? {})) {
    const [side, what = side] = key.split('.');
    if (what !== 'cpu' && what !== 'memory') continue;
    const silent = spec.containers.find(({ resources }) => {
      const stated =
        side === 'limits' ? resources?.limits : resources?.requests;
      return stated?.[what] === undefined;
    });
    if (!silent) continue;
    throw StatusError.forbidden(
      resource,
      name ?? `${generateName}x`,
      `failed quota: ${quota.metadata.name}: must specify ${key} for: ${silent.name}`,
    );
  }
}
