import { Application } from '../client/schemas';

/** What is waited for. */
export interface WaitCriteria {
  until: 'synced' | 'healthy' | { image: string };
  /** Commit that must be synced. */
  revision?: string;
  /** Time of our own write: an older observation says nothing about it. */
  reconciledAfter?: number;
  /** A wrong path can look Synced and Healthy with nothing in it. */
  requireResources: boolean;
  allowSuspended: boolean;
}

/** What an Application is like, measured by the criteria. */
export interface Assessment {
  verdict: 'done' | 'waiting' | 'failing' | 'failed';
  /** One line for a person. */
  line: string;
  /** Whether the image that is waited for runs. */
  hasImage: boolean;
}

type Parts = Omit<Assessment, 'hasImage'>;

/** Measure an Application as the `argocd` command line does. */
export function assessApplication(
  application: Application,
  criteria: WaitCriteria,
): Assessment {
  const { until } = criteria;
  const hasImage =
    typeof until === 'string' ||
    (application.status.summary?.images ?? []).some(image =>
      isImage(image, until.image),
    );
  const parts =
    failure(application, criteria) ??
    unfinished(application, criteria) ??
    finished(application, criteria, hasImage);
  return { ...parts, hasImage };
}

/** Whether an image is the wanted one: by its tag, or by its name with whatever tag. */
function isImage(image: string, wanted: string): boolean {
  const [name] = image.split('@');
  return (
    name === wanted ||
    name.endsWith(`:${wanted}`) ||
    name.startsWith(`${wanted}:`)
  );
}

function failure(
  application: Application,
  criteria: WaitCriteria,
): Parts | undefined {
  const { metadata, status } = application;
  if (metadata.deletionTimestamp) {
    return { verdict: 'failed', line: 'The Application is being deleted' };
  }
  const invalid = (status.conditions ?? []).find(
    ({ type }) => type === 'InvalidSpecError',
  );
  if (invalid) {
    return { verdict: 'failed', line: `Invalid: ${invalid.message}` };
  }
  if (isStale(application, criteria)) {
    return undefined;
  }
  const phase = status.operationState?.phase;
  if (phase === 'Failed' || phase === 'Error') {
    const message = status.operationState?.message ?? '';
    return { verdict: 'failed', line: `Sync failed: ${message}` };
  }
  const condition = (status.conditions ?? []).find(({ type }) =>
    ['ComparisonError', 'SyncError'].includes(type),
  );
  if (condition) {
    return {
      verdict: 'failing',
      line: `${condition.type}: ${condition.message}`,
    };
  }
  if (status.health?.status === 'Degraded') {
    return { verdict: 'failing', line: `Degraded${worst(application)}` };
  }
  return undefined;
}

function unfinished(
  application: Application,
  criteria: WaitCriteria,
): Parts | undefined {
  const { operation, status } = application;
  const phase = status.operationState?.phase;
  // While it retries, Argo CD says Running and gives an end: go by the phase.
  if (operation || phase === 'Running' || phase === 'Terminating') {
    const retries = Number(status.operationState?.retryCount ?? 0);
    const message = status.operationState?.message;
    return waiting(
      retries > 0 && message
        ? `Syncing, retry ${retries}: ${message}`
        : 'Syncing',
    );
  }
  if (isStale(application, criteria)) {
    return waiting('Waiting for Argo CD to look at it');
  }
  if (status.sync?.status !== 'Synced') {
    return waiting(status.sync?.status ?? 'Not compared yet');
  }
  const wanted = criteria.revision;
  if (wanted && !revisionsOf(application).includes(wanted)) {
    return waiting(
      `Synced ${short(revisionsOf(application)[0])}, waiting for ${short(
        wanted,
      )}`,
    );
  }
  return undefined;
}

function finished(
  application: Application,
  criteria: WaitCriteria,
  hasImage: boolean,
): Parts {
  const { status } = application;
  const revision = short(revisionsOf(application)[0]);
  if (criteria.requireResources && !status.resources?.length) {
    return {
      verdict: 'failing',
      line: `Synced ${revision}, but the path rendered nothing: check path and value files`,
    };
  }
  if (criteria.until === 'synced') {
    return { verdict: 'done', line: `Synced ${revision}` };
  }
  const health = status.health?.status ?? 'Unknown';
  const healthy =
    health === 'Healthy' || (criteria.allowSuspended && health === 'Suspended');
  if (healthy && hasImage) {
    return { verdict: 'done', line: `${health} at ${revision}` };
  }
  return waiting(
    healthy ? `${health} at ${revision}` : `${health}${worst(application)}`,
  );
}

function waiting(line: string): Parts {
  return { verdict: 'waiting', line };
}

/** Whether what Argo CD says is older than our write, or than its own sync. */
function isStale(application: Application, criteria: WaitCriteria): boolean {
  const { reconciledAt, operationState } = application.status;
  if (!reconciledAt) {
    return true;
  }
  const reconciled = Date.parse(reconciledAt);
  const syncedAt = Date.parse(operationState?.finishedAt ?? '');
  return (
    reconciled < (criteria.reconciledAfter ?? 0) ||
    (Number.isFinite(syncedAt) && reconciled < syncedAt)
  );
}

function revisionsOf({ status }: Application): string[] {
  return (
    status.sync?.revisions ??
    (status.sync?.revision ? [status.sync.revision] : [])
  );
}

function short(revision: string | undefined): string {
  return revision && /^[0-9a-f]{40}$/.test(revision)
    ? revision.slice(0, 7)
    : revision ?? '';
}

function worst({ status }: Application): string {
  const resource = (status.resources ?? []).find(
    ({ health }) =>
      health?.status && !['Healthy', 'Suspended'].includes(health.status),
  );
  if (!resource) {
    return '';
  }
  const message = resource.health?.message ?? '';
  // Kubernetes' own words for a rollout, made short.
  const pods = /(\d+) (?:of|out of) (\d+) (?:updated |new )?replicas?/.exec(
    message,
  );
  const text = pods ? `${pods[1]} of ${pods[2]} pods` : message;
  return `: ${resource.kind} ${resource.name}${text ? `: ${text}` : ''}`;
}
