import { ApplicationInput } from '../input/schemas';
import { compact } from './compact';

/** The spec of an Application, without anything that is empty. */
export function renderApplicationSpec(
  input: ApplicationInput,
): Record<string, unknown> {
  const sources = input.sources.map(renderSource);
  return {
    project: input.project.name,
    destination: compact(input.destination),
    // One source in `sources` would be another object than in `source`.
    ...(sources.length === 1 ? { source: sources[0] } : { sources }),
    syncPolicy: renderSyncPolicy(input.sync),
  };
}

function renderSource(source: ApplicationInput['sources'][number]) {
  const { repoUrl, helm, kustomize, ...rest } = source;
  return {
    repoURL: repoUrl,
    ...compact(rest),
    // What the user wrote in these counts, even when it is empty or false.
    ...(helm
      ? {
          helm: {
            ...compact({
              ...helm,
              valuesObject: undefined,
              parameters: undefined,
            }),
            ...(helm.parameters?.length ? { parameters: helm.parameters } : {}),
            ...(helm.valuesObject ? { valuesObject: helm.valuesObject } : {}),
          },
        }
      : {}),
    ...(kustomize ? { kustomize } : {}),
  };
}

function renderSyncPolicy(sync: ApplicationInput['sync']) {
  const syncOptions = [
    ...(sync.createNamespace ? ['CreateNamespace=true'] : []),
    ...(sync.serverSideApply ? ['ServerSideApply=true'] : []),
    ...sync.options,
  ];
  const automated = compact({
    prune: sync.prune,
    selfHeal: sync.selfHeal,
    allowEmpty: sync.allowEmpty,
  });
  return {
    ...(sync.automated ? { automated } : {}),
    ...(syncOptions.length > 0 ? { syncOptions } : {}),
    ...compact({ managedNamespaceMetadata: sync.managedNamespaceMetadata }),
    // Left out, Argo CD retries five times; empty, it does not.
    retry: sync.retryLimit === 0 ? {} : { limit: sync.retryLimit },
  };
}
