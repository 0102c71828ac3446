import { Application } from '../argocd';
import { pathOf } from '../ci/createCiRouter';
import { ActiveScenario, Pod, ScenarioDescription } from '../kubernetes';
import { SandboxParts } from './SandboxParts';

/** One pod, as the control page shows it. */
export interface PodState {
  name: string;
  component: string;
  ready: boolean;
  state: string;
  restarts: number;
  node: string | undefined;
}

/** One service in one namespace. */
export interface ServiceState {
  name: string;
  namespace: string;
  application: string;
  /** Sync and health, as Argo CD says them. */
  sync: string;
  health: string;
  links: { title: string; url: string }[];
  build: { status: string; message: string } | undefined;
  pods: PodState[];
  redis: { mode: string; ports: number[]; running: number } | undefined;
}

/** All that the control page shows. */
export interface SandboxState {
  services: ServiceState[];
  scenarios: ScenarioDescription[];
  active: ActiveScenario[];
}

/** The state of the sandbox now. */
export function readState(parts: SandboxParts): SandboxState {
  return {
    services: parts.argocd
      .applications()
      .map(application => serviceState(parts, application)),
    scenarios: parts.scenarios.list(),
    active: parts.scenarios.active(),
  };
}

function serviceState(
  parts: SandboxParts,
  application: Application,
): ServiceState {
  const { metadata, spec, status } = application;
  const source = spec.source ?? spec.sources?.[0];
  const name = source?.helm?.releaseName || metadata.name;
  const namespace = spec.destination.namespace ?? 'default';
  const repository = parts.git.repositoryOf(source?.repoURL ?? '');
  const [run] = repository ? parts.ci.runs(repository) : [];
  const redis = parts.redis.find({ name, namespace });
  const appUrl = parts.apps.url({ name, namespace });
  return {
    name,
    namespace,
    application: metadata.name,
    sync: status.sync?.status ?? 'Unknown',
    health: status.health?.status ?? 'Unknown',
    links: [
      ...(appUrl ? [{ title: 'Service', url: appUrl }] : []),
      {
        title: 'Argo CD',
        url: `${parts.argocd.url}/applications/${metadata.namespace}/${metadata.name}`,
      },
      ...(repository
        ? [
            {
              title: 'Repository',
              url: `${parts.git.url}/${repository.owner}/${repository.name}`,
            },
          ]
        : []),
      ...(run ? [{ title: 'Build', url: parts.git.url + pathOf(run) }] : []),
    ],
    build: run ? { status: run.status, message: run.message } : undefined,
    pods: podsOf(parts, { name, namespace }),
    redis: redis && {
      mode: redis.record.mode,
      ports: redis.record.ports,
      running: redis.servers.filter(({ running }) => running).length,
    },
  };
}

function podsOf(
  parts: SandboxParts,
  service: { name: string; namespace: string },
): PodState[] {
  return parts.cluster
    .list('Pod', service.namespace)
    .filter(
      ({ metadata }) =>
        metadata.labels?.['app.kubernetes.io/name'] === service.name,
    )
    .map(podState)
    .sort((a, b) => a.name.localeCompare(b.name));
}

function podState(pod: Pod): PodState {
  const { metadata, spec, status } = pod;
  const containers = status?.containerStatuses ?? [];
  const [first] = containers;
  const reason =
    first?.state.waiting?.reason ??
    first?.state.terminated?.reason ??
    status?.reason ??
    status?.phase ??
    'Pending';
  return {
    name: metadata.name,
    component: metadata.labels?.['app.kubernetes.io/component'] ?? '',
    ready: containers.length > 0 && containers.every(({ ready }) => ready),
    state: metadata.deletionTimestamp ? 'Terminating' : reason,
    restarts: first?.restartCount ?? 0,
    node: spec.nodeName,
  };
}
