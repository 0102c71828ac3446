import { Application } from '../client/schemas';

const most = 10;

/** What is wrong with an Application, line by line, in Argo CD's words. */
export function describeProblems({ status }: Application): string[] {
  const operation = status.operationState;
  const failed = (operation?.syncResult?.resources ?? [])
    .filter(({ status: state }) => state === 'SyncFailed')
    .map(
      ({ kind, name, message }) => `${kind} ${name}: ${message ?? 'failed'}`,
    );
  const unhealthy = (status.resources ?? [])
    .filter(
      ({ health }) =>
        health?.status && !['Healthy', 'Suspended'].includes(health.status),
    )
    .map(
      ({ kind, name, health }) =>
        `${kind} ${name}: ${health?.status}${
          health?.message ? `: ${health.message}` : ''
        }`,
    );
  const lines = [
    `Sync ${status.sync?.status ?? 'Unknown'}, health ${
      status.health?.status ?? 'Unknown'
    }`,
    ...(operation?.phase && operation.phase !== 'Succeeded'
      ? [`Operation ${operation.phase}: ${operation.message ?? ''}`]
      : []),
    ...(status.conditions ?? []).map(
      ({ type, message }) => `${type}: ${message}`,
    ),
    ...failed,
    ...unhealthy,
  ];
  const unique = [...new Set(lines)];
  return unique.length > most
    ? [...unique.slice(0, most), `and ${unique.length - most} more`]
    : unique;
}
