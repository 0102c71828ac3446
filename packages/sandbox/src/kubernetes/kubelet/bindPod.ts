import { ControllerContext } from '../controllers/ControllerContext';
import { NodePool } from './NodePool';
import { initialStatuses, PodState } from './PodState';

/** Gives a pod its node and lets the node take it on; answers whether there was one. */
export function bindPod(
  state: PodState,
  nodes: NodePool,
  context: ControllerContext,
): boolean {
  const pod = state.read();
  if (!pod) return false;
  if (!pod.spec.nodeName) {
    const placement = nodes.place(pod);
    if ('message' in placement) {
      refuse(state, placement.message);
      return false;
    }
    const { name: nodeName } = placement.node.metadata;
    state.write(({ spec, ...rest }) => ({
      ...rest,
      spec: { ...spec, nodeName },
    }));
    const { name, namespace } = pod.metadata;
    state.event(
      'Normal',
      'Scheduled',
      `Successfully assigned ${namespace}/${name} to ${nodeName}`,
    );
  }
  state.setScheduled();
  accept(state, context);
  return true;
}

function refuse(state: PodState, message: string): void {
  const known = state
    .read()
    ?.status?.conditions?.some(condition => condition.message === message);
  state.setScheduled(message);
  if (!known) state.event('Warning', 'FailedScheduling', message);
}

function accept(state: PodState, context: ControllerContext): void {
  const startTime = context.now();
  state.writeStatus((status, pod) => {
    const node = context.store.get('Node', pod.spec.nodeName ?? '');
    const hostIP = node?.status.addresses[0]?.address ?? '127.0.0.1';
    return {
      ...status,
      observedGeneration: pod.metadata.generation,
      startTime,
      hostIP,
      hostIPs: [{ ip: hostIP }],
      containerStatuses: initialStatuses(pod),
    };
  });
  state.setConditions([
    { type: 'PodReadyToStartContainers', status: 'False' },
    { type: 'Initialized', status: 'True' },
  ]);
  state.setReady(false);
}
