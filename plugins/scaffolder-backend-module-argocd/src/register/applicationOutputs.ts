import { ActionRun } from '../actions/ActionRun';
import { Application } from '../client/schemas';

/** What later steps may use of an Application. */
export function applicationOutputs(run: ActionRun, application: Application) {
  const { metadata, status } = application;
  const namespace = metadata.namespace ?? run.instance.namespace;
  return run.clean({
    applicationUrl: `${run.instance.frontendUrl}/applications/${namespace}/${metadata.name}`,
    applicationName: metadata.name,
    applicationNamespace: namespace,
    project: application.spec.project,
    instance: run.instance.name,
    uid: metadata.uid ?? '',
    syncStatus: status.sync?.status || 'Unknown',
    healthStatus: status.health?.status || 'Unknown',
    revisions:
      status.sync?.revisions ??
      (status.sync?.revision ? [status.sync.revision] : []),
    conditions: (status.conditions ?? []).map(({ type, message }) => ({
      type,
      message,
    })),
    images: status.summary?.images ?? [],
    externalUrls: (status.summary?.externalURLs ?? []).filter(url =>
      /^https?:\/\//.test(url),
    ),
    annotations: {
      'argocd/app-name': metadata.name,
      'argocd/instance-name': run.instance.name,
      ...(namespace === run.instance.namespace
        ? {}
        : { 'argocd/app-namespace': namespace }),
    },
  });
}
