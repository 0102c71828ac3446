import { isRecord } from '../api/isRecord';
import { ControllerContext } from '../controllers/ControllerContext';
import { recordEvent } from '../controllers/recordEvent';
import { withCondition } from '../controllers/withCondition';
import { Condition } from '../objects/Condition';
import {
  ContainerState,
  ContainerStatus,
  Pod,
  PodStatus,
} from '../objects/Pod';
import { digestOf, fullImageName, imageId } from './containerImage';

const order = [
  'PodReadyToStartContainers',
  'Initialized',
  'Ready',
  'ContainersReady',
  'PodScheduled',
  'DisruptionTarget',
];

/** Writes what happens to one pod into its status. */
export class PodState {
  readonly #context: ControllerContext;
  readonly #name: string;
  readonly #namespace: string | undefined;
  readonly #uid: string;

  static of(pod: Pod, context: ControllerContext): PodState {
    return new PodState(pod, context);
  }

  private constructor({ metadata }: Pod, context: ControllerContext) {
    this.#context = context;
    this.#name = metadata.name;
    this.#namespace = metadata.namespace;
    this.#uid = metadata.uid;
  }

  /** The pod as it is now; `undefined` when it is gone or another one of its name is there. */
  read(): Pod | undefined {
    const pod = this.#context.store.get('Pod', this.#name, this.#namespace);
    return pod?.metadata.uid === this.#uid ? pod : undefined;
  }

  write(change: (pod: Pod) => Pod): void {
    const pod = this.read();
    if (pod) this.#context.store.update(change(pod));
  }

  writeStatus(change: (status: PodStatus, pod: Pod) => PodStatus): void {
    this.write(pod => ({
      ...pod,
      status: change(pod.status ?? { phase: 'Pending' }, pod),
    }));
  }

  setScheduled(message?: string): void {
    const condition: Condition = message
      ? {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message,
        }
      : { type: 'PodScheduled', status: 'True' };
    this.writeStatus(status => ({
      ...status,
      conditions: this.#withConditions(status, [condition]),
    }));
  }

  /** Shows all containers in a state. */
  setContainers(
    state: ContainerState,
    change: (before: ContainerStatus) => Partial<ContainerStatus> = () => ({}),
  ): void {
    this.writeStatus((status, pod) => {
      const before = status.containerStatuses ?? initialStatuses(pod);
      return {
        ...status,
        containerStatuses: before.map(container => ({
          ...container,
          ready: false,
          started: state.running !== undefined,
          state,
          ...change(container),
        })),
      };
    });
  }

  /** Shows whether the containers are ready, in their statuses and in the pod's conditions. */
  setReady(ready: boolean): void {
    this.writeStatus((status, pod) => {
      const names = pod.spec.containers.map(({ name }) => name).join(' ');
      const unready = {
        reason: 'ContainersNotReady',
        message: `containers with unready status: [${names}]`,
      };
      const value = ready ? 'True' : 'False';
      const more = ready ? {} : unready;
      return {
        ...status,
        containerStatuses: status.containerStatuses?.map(container => ({
          ...container,
          ready: ready && container.state.running !== undefined,
        })),
        conditions: this.#withConditions(status, [
          { type: 'Ready', status: value, ...more },
          { type: 'ContainersReady', status: value, ...more },
        ]),
      };
    });
  }

  setConditions(conditions: Condition[]): void {
    this.writeStatus(status => ({
      ...status,
      conditions: this.#withConditions(status, conditions),
    }));
  }

  event(type: 'Normal' | 'Warning', reason: string, message: string): void {
    const pod = this.read();
    if (!pod) return;
    const fieldPath = `spec.containers{${pod.spec.containers[0]?.name}}`;
    const component =
      reason.endsWith('cheduled') || reason === 'FailedScheduling'
        ? 'default-scheduler'
        : 'kubelet';
    recordEvent(
      pod,
      {
        type,
        reason,
        message,
        component,
        ...(component === 'kubelet' ? { fieldPath } : {}),
      },
      this.#context,
    );
  }

  #withConditions(status: PodStatus, next: Condition[]): Condition[] {
    const now = this.#context.now();
    const conditions = next.reduce(
      (all, condition) =>
        withCondition(
          all,
          { lastProbeTime: null, observedGeneration: 1, ...condition },
          now,
        ),
      status.conditions ?? [],
    );
    return conditions.sort((a, b) =>
      a.type === b.type ? 0 : order.indexOf(a.type) - order.indexOf(b.type),
    );
  }
}

/** How containers look before they have run. */
export function initialStatuses(pod: Pod): ContainerStatus[] {
  return pod.spec.containers.map(
    ({ name, image, volumeMounts, resources = {} }) => ({
      ...(resources.requests ? { allocatedResources: resources.requests } : {}),
      name,
      image,
      imageID: '',
      lastState: {},
      ready: false,
      resources,
      restartCount: 0,
      started: false,
      state: { waiting: { reason: 'ContainerCreating' } },
      ...(Array.isArray(volumeMounts)
        ? { volumeMounts: volumeMounts.map(mountStatus) }
        : {}),
    }),
  );
}

/** How a container that runs is identified. */
export function identity(
  container: ContainerStatus,
  pod: Pod,
): Pick<ContainerStatus, 'containerID' | 'image' | 'imageID'> {
  const { name, restartCount } = container;
  const image = pod.spec.containers.find(other => other.name === name)?.image;
  return {
    containerID: `containerd://${digestOf(
      `${pod.metadata.uid}/${name}/${restartCount}`,
    )}`,
    image: fullImageName(image ?? ''),
    imageID: imageId(image ?? ''),
  };
}

function mountStatus(mount: unknown): unknown {
  return isRecord(mount) && mount.readOnly === true
    ? { ...mount, recursiveReadOnly: 'Disabled' }
    : mount;
}
