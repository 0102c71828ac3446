import { quotaUsage } from '../admission/quotaUsage';
import { Controller } from './Controller';
import { ControllerContext } from './ControllerContext';
import { nameOf } from './nameOf';

/** Writes how much of each quota is used. */
export function createQuotaController({
  store,
}: ControllerContext): Controller {
  return {
    concerns: ({ object }) => {
      if (object.kind === 'ResourceQuota') return [nameOf(object)];
      if (object.kind !== 'Pod') return [];
      return store.list('ResourceQuota', object.metadata.namespace).map(nameOf);
    },
    reconcile: ({ name, namespace }) => {
      const quota = store.get('ResourceQuota', name, namespace);
      if (!quota) return;
      const used = quotaUsage(quota, store.list('Pod', namespace));
      store.update({ ...quota, status: { hard: quota.spec.hard, used } });
    },
  };
}
