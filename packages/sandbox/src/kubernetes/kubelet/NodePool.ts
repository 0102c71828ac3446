import { podRequest } from '../admission/podRequest';
import { parseQuantity } from '../admission/quantity';
import { ControllerContext } from '../controllers/ControllerContext';
import { isActive } from '../controllers/podsOf';
import { Node } from '../objects/Node';
import { Pod } from '../objects/Pod';
import { createNode } from './createNode';

/** A place for a pod, or why there is none. */
export type Placement = { node: Node } | { message: string };

/** The nodes, and the choice among them. */
export class NodePool {
  readonly #context: ControllerContext;
  readonly #dark = new Set<string>();
  readonly #listeners = new Set<(node: string, powered: boolean) => void>();

  static create(context: ControllerContext): NodePool {
    for (const index of [1, 2, 3]) {
      context.admission.create(createNode(index, context.now()));
    }
    return new NodePool(context);
  }

  private constructor(context: ControllerContext) {
    this.#context = context;
  }

  /** Whether a node has power. */
  isPowered(name: string): boolean {
    return !this.#dark.has(name);
  }

  /** Cuts a node's power or gives it back. */
  setPower(name: string, powered: boolean): void {
    if (powered === this.isPowered(name)) return;
    if (powered) this.#dark.delete(name);
    else this.#dark.add(name);
    for (const listener of this.#listeners) listener(name, powered);
  }

  onPower(listener: (node: string, powered: boolean) => void): void {
    this.#listeners.add(listener);
  }

  /** Finds the node where a pod spreads its kind best. */
  place(pod: Pod): Placement {
    const nodes = this.#context.store.list('Node');
    const pods = this.#context.store.list('Pod').filter(isActive);
    const refusals = new Map<string, number>();
    let helpless = 0;
    const fitting = nodes.filter(node => {
      const refusal = refuse(node, pod, pods);
      if (refusal === undefined) return true;
      refusals.set(refusal, (refusals.get(refusal) ?? 0) + 1);
      // Throwing other pods out helps only where the pod would fit an empty node.
      if (refuse(node, pod, [])) helpless += 1;
      return false;
    });
    if (fitting.length === 0) {
      return { message: explain(nodes.length, refusals, helpless) };
    }
    const owner = pod.metadata.ownerReferences?.[0]?.uid;
    const score = ({ metadata }: Node) => {
      const here = pods.filter(({ spec }) => spec.nodeName === metadata.name);
      const siblings = here.filter(
        other => other.metadata.ownerReferences?.[0]?.uid === owner,
      );
      return siblings.length * 1000 + here.length;
    };
    const [node] = fitting.sort((a, b) => score(a) - score(b));
    return { node };
  }
}

function refuse(node: Node, pod: Pod, pods: Pod[]): string | undefined {
  if (node.spec.unschedulable) return 'node(s) were unschedulable';
  const taint = (node.spec.taints ?? []).find(
    ({ effect }) => effect === 'NoSchedule',
  );
  if (taint) return `node(s) had untolerated taint {${taint.key}: }`;
  const labels = node.metadata.labels ?? {};
  const wanted = Object.entries(pod.spec.nodeSelector ?? {});
  if (wanted.some(([key, value]) => labels[key] !== value)) {
    return "node(s) didn't match Pod's node affinity/selector";
  }
  const here = pods.filter(({ spec }) => spec.nodeName === node.metadata.name);
  for (const resource of ['cpu', 'memory']) {
    const used = here.reduce(
      (sum, { spec }) => sum + podRequest(spec, resource),
      podRequest(pod.spec, resource),
    );
    if (used > parseQuantity(node.status.allocatable[resource])) {
      return `Insufficient ${resource}`;
    }
  }
  return undefined;
}

function explain(
  total: number,
  refusals: Map<string, number>,
  helpless: number,
): string {
  const none = `0/${total} nodes are available`;
  const because = [...refusals]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ');
  const preemption = [
    helpless > 0 ? `${helpless} Preemption is not helpful for scheduling` : '',
    helpless < total
      ? `${total - helpless} No preemption victims found for incoming pod`
      : '',
  ];
  return `${none}: ${because}. no new claims to deallocate, preemption: ${none}: ${preemption
    .filter(Boolean)
    .join(', ')}.`;
}
