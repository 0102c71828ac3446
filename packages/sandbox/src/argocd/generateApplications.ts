import { applicationBody, parseBody } from './bodies';
import { ApplicationSet } from './ApplicationSet';
import { ArgocdState } from './ArgocdState';
import { RouteContext } from './routes/RouteContext';

const kind = 'ApplicationSet';

/**
 * Make, change and remove the Applications of an ApplicationSet as its
 * controller does. Only `list` generators yield any, and `{{.key}}` is all
 * that is understood of Go's templates.
 */
export function generateApplications(
  context: RouteContext,
  set: ApplicationSet,
): void {
  const wanted = elementsOf(set).map(element => render(set, element));
  const names = wanted.map(({ metadata }) => metadata.name);
  removeApplications(context, set, name => !names.includes(name));
  for (const { metadata, spec } of wanted) {
    const { state, namespace, controller } = context;
    const key = ArgocdState.key(namespace, metadata.name);
    const existing = state.applications.get(key);
    state.putApplication({
      status: {},
      ...existing,
      spec,
      metadata: {
        ...(existing?.metadata ?? state.newMetadata()),
        ...metadata,
        namespace,
        finalizers: keepsResources(set)
          ? metadata.finalizers
          : metadata.finalizers ?? ['resources-finalizer.argocd.argoproj.io'],
        ownerReferences: [
          {
            apiVersion: 'argoproj.io/v1alpha1',
            kind,
            name: set.metadata.name,
            uid: set.metadata.uid,
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      },
    });
    setImmediate(() => controller.refresh(key));
  }
}

/** Remove the Applications of an ApplicationSet, all or those that are chosen. */
export function removeApplications(
  { state, controller }: RouteContext,
  set: ApplicationSet,
  isChosen: (name: string) => boolean = () => true,
): void {
  for (const [key, application] of state.applications) {
    const { metadata } = application;
    const isOwned = metadata.ownerReferences?.some(
      owner => owner.kind === kind && owner.name === set.metadata.name,
    );
    if (isOwned && isChosen(metadata.name)) {
      state.putApplication({
        ...application,
        metadata: { ...metadata, deletionTimestamp: state.timestamp() },
      });
      setImmediate(() => controller.refresh(key));
    }
  }
}

function elementsOf({ spec }: ApplicationSet): Record<string, unknown>[] {
  return (spec.generators ?? []).flatMap(({ list }) => list?.elements ?? []);
}

function render(set: ApplicationSet, element: Record<string, unknown>) {
  const text = JSON.stringify(set.spec.template).replace(
    /\{\{\s*\.([\w-]+)\s*\}\}/g,
    (_match, key: string) =>
      JSON.stringify(String(element[key] ?? '<no value>')).slice(1, -1),
  );
  return parseBody(applicationBody, JSON.parse(text));
}

function keepsResources({ spec }: ApplicationSet): boolean {
  return spec.syncPolicy?.preserveResourcesOnDeletion === true;
}
