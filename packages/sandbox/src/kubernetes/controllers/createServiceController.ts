import { isRecord } from '../api/isRecord';
import { Controller } from './Controller';
import { ControllerContext } from './ControllerContext';
import { nameOf } from './nameOf';

/** Gives Services their addresses. */
export function createServiceController({
  store,
}: ControllerContext): Controller {
  let last = 0;
  return {
    concerns: ({ object }) =>
      object.kind === 'Service' ? [nameOf(object)] : [],
    reconcile: ({ name, namespace }) => {
      const service = store.get('Service', name, namespace);
      if (!service || !isRecord(service.spec)) return;
      if (service.spec.clusterIP !== undefined) return;
      last += 1;
      const clusterIP = `10.96.${Math.floor(last / 250)}.${(last % 250) + 1}`;
      store.update({
        ...service,
        spec: { ...service.spec, clusterIP, clusterIPs: [clusterIP] },
        status: { loadBalancer: {} },
      });
    },
  };
}
