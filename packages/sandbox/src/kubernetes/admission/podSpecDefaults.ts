import { isRecord } from '../api/isRecord';

/** Fills in a pod's spec as an API server does. */
export function podSpecDefaults(
  spec: Record<string, unknown>,
): Record<string, unknown> {
  return {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    securityContext: {},
    ...spec,
    containers: Array.isArray(spec.containers)
      ? spec.containers.map(containerDefaults)
      : [],
    ...(Array.isArray(spec.initContainers)
      ? { initContainers: spec.initContainers.map(containerDefaults) }
      : {}),
  };
}

function containerDefaults(container: unknown): unknown {
  if (!isRecord(container)) return container;
  const { image } = container;
  const latest = typeof image === 'string' && /(:latest|^[^:@]+)$/.test(image);
  return {
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: latest ? 'Always' : 'IfNotPresent',
    ...container,
    ...portDefaults(container.ports),
    ...probeDefaults(container, 'readinessProbe'),
    ...probeDefaults(container, 'livenessProbe'),
    ...probeDefaults(container, 'startupProbe'),
  };
}

function portDefaults(ports: unknown): Record<string, unknown> {
  if (!Array.isArray(ports)) return {};
  return {
    ports: ports.map((port: unknown) =>
      isRecord(port) ? { protocol: 'TCP', ...port } : port,
    ),
  };
}

function probeDefaults(
  container: Record<string, unknown>,
  name: string,
): Record<string, unknown> {
  const probe = container[name];
  if (!isRecord(probe)) return {};
  return {
    [name]: {
      timeoutSeconds: 1,
      periodSeconds: 10,
      successThreshold: 1,
      failureThreshold: 3,
      ...probe,
      ...(isRecord(probe.httpGet)
        ? { httpGet: { scheme: 'HTTP', ...probe.httpGet } }
        : {}),
    },
  };
}
