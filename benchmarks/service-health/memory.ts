import {
  EnvironmentRecord,
  PodRecord,
} from '@paved-path/backstage-plugin-service-health-common';
import { judgeEnvironment } from '@paved-path/backstage-plugin-service-health-common';
import { projectPod } from '../../plugins/service-health-backend/src/clusters/projections/projectPod';
import { RecordStore } from '../../plugins/service-health-backend/src/clusters/RecordStore';

const services = 10_000;
const podsPerService = 10;

/** A pod as the API server sends it, managedFields and all. */
function rawPod(service: number, index: number): string {
  const id = `service-${service}`;
  const hash = (service * 7919).toString(16);
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${id}-${hash}-${index}`,
      namespace: `ns-${service % 500}`,
      uid: `${service}-${index}-0000-0000-000000000000`,
      resourceVersion: String(service * 10 + index + 1),
      creationTimestamp: '2026-11-20T03:07:00Z',
      labels: {
        'backstage.io/kubernetes-id': id,
        'app.kubernetes.io/component': 'app',
        'pod-template-hash': hash,
      },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: `${id}-${hash}`,
          controller: true,
        },
      ],
      managedFields: [
        {
          manager: 'kubelet',
          fieldsV1: { 'f:status': { 'f:conditions': {} } },
        },
      ],
    },
    spec: {
      nodeName: `node-${index}`,
      containers: [
        {
          name: 'main',
          image: 'ghcr.io/acme/app:1.14.2',
          readinessProbe: { periodSeconds: 5 },
        },
      ],
    },
    status: {
      phase: 'Running',
      conditions: [
        {
          type: 'PodScheduled',
          status: 'True',
          lastTransitionTime: '2026-11-20T03:07:00Z',
        },
        {
          type: 'Ready',
          status: 'True',
          lastTransitionTime: '2026-11-20T03:07:10Z',
        },
      ],
      containerStatuses: [
        {
          name: 'main',
          ready: true,
          restartCount: 0,
          state: { running: { startedAt: '2026-11-20T03:07:02Z' } },
        },
      ],
    },
  });
}

function heapMegabytes(): number {
  global.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
}

function observe(
  store: RecordStore<PodRecord>,
  service: number,
): EnvironmentRecord {
  const pods = store.ofService(`service-${service}`);
  return {
    service: `service-${service}`,
    name: 'prod',
    clusters: [
      {
        cluster: 'one',
        source: {
          id: 'kubernetes:one',
          kind: 'kubernetes',
          title: 'one',
          status: 'ok',
        },
        everSynced: true,
        pods,
        workloads: [],
        autoscalers: [],
        budgets: [],
        nodes: new Map(),
        samples: new Map(),
      },
    ],
    redis: [],
  };
}

/** Heap for 100,000 pods, and the time of a verdict among 10,000 services. */
export function measureMemory() {
  const before = heapMegabytes();
  const store = RecordStore.create<PodRecord>({
    onChange: () => {},
    limit: 200_000,
  });
  const started = performance.now();
  for (let service = 0; service < services; service += 1) {
    for (let index = 0; index < podsPerService; index += 1) {
      const pod = projectPod(JSON.parse(rawPod(service, index)), {
        now: Date.now(),
      });
      if (pod) {
        store.set(pod, index + 1);
      }
    }
  }
  const readSeconds = (performance.now() - started) / 1000;
  const heap = heapMegabytes() - before;
  const times: number[] = [];
  for (let round = 0; round < 5_000; round += 1) {
    const service = Math.floor(Math.random() * services);
    const start = performance.now();
    judgeEnvironment(observe(store, service), { now: Date.now() });
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return {
    pods: store.size,
    heapMegabytes: Math.round(heap),
    readSeconds: Number(readSeconds.toFixed(1)),
    verdictP99Ms: Number(times[Math.floor(times.length * 0.99)].toFixed(2)),
  };
}
