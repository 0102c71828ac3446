import {
  visitsAutoscaler,
  visitsBudget,
  visitsDeployment,
} from '../__fixtures__/visits';
import { FakeClock } from '../clock/FakeClock';
import { PodExit, WorkloadRuntime } from '../kubelet/WorkloadRuntime';
import { KubernetesDouble } from '../KubernetesDouble';
import { isPodReady } from '../objects/isPodReady';
import { Pod } from '../objects/Pod';
import { startKubernetesDouble } from '../startKubernetesDouble';

/** Stands in for the processes that a sandbox would start. */
class ScriptedRuntime implements WorkloadRuntime {
  readonly started: string[] = [];
  readonly stopped: string[] = [];
  readonly ends = new Map<string, (exit: PodExit) => void>();
  healthy = true;

  async start({ metadata }: Pod) {
    this.started.push(metadata.name);
    const exited = new Promise<PodExit>(resolve => {
      this.ends.set(metadata.name, resolve);
    });
    return { ready: async () => this.healthy, exited };
  }

  async stop({ metadata }: Pod) {
    this.stopped.push(metadata.name);
  }
}

describe('the controllers', () => {
  let clock: FakeClock;
  let runtime: ScriptedRuntime;
  let double: KubernetesDouble;

  beforeEach(async () => {
    clock = FakeClock.create();
    runtime = new ScriptedRuntime();
    double = await startKubernetesDouble({ clock, runtime });
    double.apply(visitsDeployment);
  });
  afterEach(() => double.close());

  const deployment = () => double.get('Deployment', 'visits-app', 'shop');
  const pods = () => double.list('Pod', 'shop');

  it('bring a Deployment to life on three nodes in three zones', async () => {
    await clock.advance(5_000);
    expect(deployment()).toMatchObject({
      metadata: { annotations: { 'deployment.kubernetes.io/revision': '1' } },
      status: {
        replicas: 3,
        updatedReplicas: 3,
        readyReplicas: 3,
        availableReplicas: 3,
        observedGeneration: 1,
        conditions: expect.arrayContaining([
          expect.objectContaining({ type: 'Available', status: 'True' }),
          expect.objectContaining({
            type: 'Progressing',
            reason: 'NewReplicaSetAvailable',
          }),
        ]),
      },
    });
    expect(new Set(pods().map(({ spec }) => spec.nodeName)).size).toBe(3);
    const zones = double
      .list('Node')
      .map(({ metadata }) => metadata.labels?.['topology.kubernetes.io/zone']);
    expect(zones).toEqual(['local-a', 'local-b', 'local-c']);
    expect(pods()[0]).toMatchObject({
      metadata: { ownerReferences: [{ kind: 'ReplicaSet', controller: true }] },
      status: {
        phase: 'Running',
        containerStatuses: [
          {
            ready: true,
            restartCount: 0,
            state: { running: { startedAt: expect.any(String) } },
            imageID: expect.stringMatching(/^ghcr.io\/acme\/visits@sha256:/),
          },
        ],
      },
    });
    expect(runtime.started.sort()).toEqual(pods().map(p => p.metadata.name));
  });

  it('roll a new template out without losing a serving pod', async () => {
    await clock.advance(5_000);
    let fewest = 3;
    double.onChange(() => {
      fewest = Math.min(fewest, pods().filter(isPodReady).length);
    });
    const next = structuredClone(visitsDeployment);
    Object.assign(next, {
      spec: JSON.parse(
        JSON.stringify(visitsDeployment.spec).replace('visits:1', 'visits:2'),
      ),
    });
    double.apply(next);
    await clock.advance(20_000);
    expect(fewest).toBe(3);
    expect(pods().map(({ spec }) => spec.containers[0].image)).toEqual(
      Array(3).fill('ghcr.io/acme/visits:2'),
    );
    expect(deployment()?.metadata.annotations).toEqual({
      'deployment.kubernetes.io/revision': '2',
    });
    expect(double.list('ReplicaSet', 'shop')).toHaveLength(2);
    expect(runtime.stopped.length).toBeGreaterThanOrEqual(3);
  });

  it('mirror the readiness of what runs', async () => {
    await clock.advance(5_000);
    runtime.healthy = false;
    await clock.advance(2_000);
    expect(deployment()?.status).toMatchObject({ unavailableReplicas: 3 });
    expect(pods()[0].status?.phase).toBe('Running');
    runtime.healthy = true;
    await clock.advance(2_000);
    expect(deployment()?.status).toMatchObject({ availableReplicas: 3 });
  });

  it('restart a container that ended, later each time', async () => {
    await clock.advance(5_000);
    const { name } = pods()[0].metadata;
    const status = () =>
      double.get('Pod', name, 'shop')?.status?.containerStatuses?.[0];
    runtime.ends.get(name)?.({ exitCode: 1 });
    await clock.advance(1_000);
    expect(status()).toMatchObject({
      restartCount: 1,
      lastState: { terminated: { exitCode: 1, reason: 'Error' } },
    });
    runtime.ends.get(name)?.({ exitCode: 137, reason: 'OOMKilled' });
    await clock.advance(1_000);
    expect(status()).toMatchObject({
      restartCount: 1,
      state: {
        waiting: {
          reason: 'CrashLoopBackOff',
          message: expect.stringContaining('back-off 10s restarting failed'),
        },
      },
      lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
    });
    await clock.advance(10_000);
    expect(status()).toMatchObject({ restartCount: 2, ready: true });
  });

  it('replace a pod that is deleted, and end what a Deployment owned with it', async () => {
    await clock.advance(5_000);
    const { name } = pods()[0].metadata;
    double.remove({ kind: 'Pod', name, namespace: 'shop' });
    await clock.advance(5_000);
    expect(runtime.stopped).toEqual([name]);
    expect(pods()).toHaveLength(3);
    double.remove({
      kind: 'Deployment',
      name: 'visits-app',
      namespace: 'shop',
    });
    await clock.advance(1_000);
    expect([...pods(), ...double.list('ReplicaSet', 'shop')]).toEqual([]);
  });

  it('scale to the load and back', async () => {
    double.apply(visitsAutoscaler);
    await clock.advance(15_000);
    double.setLoad('shop', 'visits', 400);
    await clock.advance(20_000);
    const autoscaler = () =>
      double.get('HorizontalPodAutoscaler', 'visits-app', 'shop')?.status;
    expect(autoscaler()).toMatchObject({
      currentReplicas: 5,
      desiredReplicas: 5,
      currentMetrics: [{ resource: { current: { averageUtilization: 80 } } }],
    });
    double.setLoad('shop', 'visits', undefined);
    await clock.advance(15_000);
    expect(autoscaler()?.conditions?.[0].reason).toBe('ScaleDownStabilized');
    await clock.advance(60_000);
    expect(autoscaler()?.desiredReplicas).toBe(3);
  });

  it('keep the count that an autoscaler chose when the chart is applied again', async () => {
    const { replicas, ...spec } = visitsDeployment.spec as { replicas: number };
    double.setLoad('shop', 'visits', 400);
    double.apply(visitsAutoscaler);
    await clock.advance(30_000);
    double.apply({ ...visitsDeployment, spec });
    expect(deployment()?.spec.replicas).toBe(5);
  });

  it('work out disruption budgets', async () => {
    double.apply(visitsBudget);
    await clock.advance(5_000);
    expect(
      double.get('PodDisruptionBudget', 'visits-app', 'shop')?.status,
    ).toMatchObject({
      currentHealthy: 3,
      desiredHealthy: 2,
      disruptionsAllowed: 1,
      expectedPods: 3,
    });
  });

  it('start the pods of a StatefulSet in order, with claims that outlive it', async () => {
    const labels = { app: 'redis' };
    double.apply({
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'redis', namespace: 'data' },
      spec: {
        replicas: 3,
        serviceName: 'redis',
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: 'redis', image: 'redis:8' }] },
        },
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '1Gi' } },
            },
          },
        ],
      },
    });
    const names = () => double.list('Pod', 'data').map(p => p.metadata.name);
    await clock.advance(300);
    expect(names()).toEqual(['redis-0']);
    await clock.advance(10_000);
    expect(names()).toEqual(['redis-0', 'redis-1', 'redis-2']);
    expect(double.get('StatefulSet', 'redis', 'data')?.status).toMatchObject({
      replicas: 3,
      readyReplicas: 3,
    });
    double.remove({ kind: 'StatefulSet', name: 'redis', namespace: 'data' });
    await clock.advance(5_000);
    expect(names()).toEqual([]);
    expect(double.list('PersistentVolumeClaim', 'data')).toHaveLength(3);
  });
});
