import { ControllerContext } from '../controllers/ControllerContext';
import { withCondition } from '../controllers/withCondition';
import { Condition } from '../objects/Condition';
import { Node } from '../objects/Node';
import { Pod } from '../objects/Pod';
import { markPodDeleted } from './markPodDeleted';
import { NodePool } from './NodePool';
import { PodState } from './PodState';
import { PodWorker } from './PodWorker';

interface Watch {
  context: ControllerContext;
  nodes: NodePool;
  worker: (uid: string) => PodWorker | undefined;
}

// How long after a node fell silent the cluster believes it, and how long its pods are waited for.
const noticedAfterMs = 5_000;
const tolerationMs = 300_000;

/** Does what the node life-cycle controller does when a node loses its power or has it back. */
export function watchNodes(watch: Watch): void {
  const timers = new Map<string, () => void>();
  const { context, nodes } = watch;
  nodes.onPower((name, powered) => {
    timers.get(name)?.();
    const pods = podsOn(name, context);
    for (const { metadata } of pods) {
      const worker = watch.worker(metadata.uid);
      if (powered) worker?.thaw();
      else void worker?.freeze();
    }
    if (powered) {
      markReady(name, context);
      return;
    }
    timers.set(
      name,
      context.clock.setTimeout(() => {
        markSilent(name, context);
        const evict = () => {
          for (const pod of podsOn(name, context)) markPodDeleted(pod, context);
        };
        timers.set(name, context.clock.setTimeout(evict, tolerationMs));
      }, noticedAfterMs),
    );
  });
}

function podsOn(node: string, { store }: ControllerContext): Pod[] {
  return store.list('Pod').filter(({ spec }) => spec.nodeName === node);
}

function markSilent(name: string, context: ControllerContext): void {
  const timeAdded = context.now();
  const key = 'node.kubernetes.io/unreachable';
  const silent: Partial<Condition> = {
    status: 'Unknown',
    reason: 'NodeStatusUnknown',
    message: 'Kubelet stopped posting node status.',
  };
  changeNode(name, context, node => ({
    ...node,
    spec: {
      ...node.spec,
      taints: ['NoSchedule', 'NoExecute'].map(effect => ({
        key,
        effect,
        timeAdded,
      })),
    },
    status: {
      ...node.status,
      conditions: node.status.conditions.reduce(
        (all, condition) =>
          withCondition(
            all,
            { ...condition, ...silent, lastTransitionTime: timeAdded },
            timeAdded,
          ),
        node.status.conditions,
      ),
    },
  }));
  // The pods themselves stay Running: only their Ready condition tells.
  for (const pod of podsOn(name, context)) {
    PodState.of(pod, context).setConditions([
      { type: 'Ready', status: 'False' },
    ]);
  }
}

function markReady(name: string, context: ControllerContext): void {
  const now = context.now();
  const healthy: Record<string, [string, string]> = {
    MemoryPressure: [
      'KubeletHasSufficientMemory',
      'kubelet has sufficient memory available',
    ],
    DiskPressure: ['KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
    PIDPressure: [
      'KubeletHasSufficientPID',
      'kubelet has sufficient PID available',
    ],
    Ready: ['KubeletReady', 'kubelet is posting ready status'],
  };
  changeNode(name, context, node => {
    const { taints, ...spec } = node.spec;
    const conditions = node.status.conditions.reduce((all, { type }) => {
      const [reason, message] = healthy[type] ?? ['', ''];
      const status = type === 'Ready' ? 'True' : 'False';
      return withCondition(
        all,
        {
          type,
          status,
          reason,
          message,
          lastHeartbeatTime: now,
          lastTransitionTime: now,
        },
        now,
      );
    }, node.status.conditions);
    return { ...node, spec, status: { ...node.status, conditions } };
  });
}

function changeNode(
  name: string,
  { store }: ControllerContext,
  change: (node: Node) => Node,
): void {
  const node = store.get('Node', name);
  if (node) store.update(change(node));
}
