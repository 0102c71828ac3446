import { ApplicationInput } from '../input/schemas';
import { compact } from './compact';
import { Owner, ownerAnnotations } from './Owner';
import { renderApplicationSpec } from './renderApplicationSpec';

/** Deletes the objects with the Application; a plural here sticks for good. */
export const cascadeFinalizer = 'resources-finalizer.argocd.argoproj.io';

/** A manifest for Argo CD. */
export interface Manifest {
  apiVersion: 'argoproj.io/v1alpha1';
  kind: 'Application' | 'AppProject' | 'ApplicationSet';
  metadata: {
    name: string;
    namespace: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    finalizers?: string[];
  };
  spec: Record<string, unknown>;
}

/** An Application. */
export function renderApplication(
  input: ApplicationInput,
  options: { owner: Owner; namespace: string },
): Manifest {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: input.name,
      namespace: input.appNamespace ?? options.namespace,
      labels: renderLabels(input),
      annotations: {
        ...input.annotations,
        ...ownerAnnotations(options.owner),
      },
      ...(input.cascadeFinalizer ? { finalizers: [cascadeFinalizer] } : {}),
    },
    spec: renderApplicationSpec(input),
  };
}

/** An ApplicationSet whose template is that Application. */
export function renderApplicationSet(
  input: ApplicationInput,
  options: { owner: Owner; namespace: string },
): Manifest {
  const { generators, preserveResourcesOnDeletion } = input.applicationSet ?? {
    generators: [],
    preserveResourcesOnDeletion: true,
  };
  const template = renderApplication(input, options);
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: {
      name: input.name,
      namespace: options.namespace,
      labels: renderLabels(input),
      annotations: ownerAnnotations(options.owner),
    },
    spec: {
      goTemplate: true,
      generators,
      template: {
        metadata: {
          name: `${input.name}-{{.name}}`,
          ...compact({
            labels: template.metadata.labels,
            annotations: template.metadata.annotations,
            finalizers: template.metadata.finalizers,
          }),
        },
        spec: template.spec,
      },
      ...(preserveResourcesOnDeletion
        ? { syncPolicy: { preserveResourcesOnDeletion } }
        : {}),
    },
  };
}

function renderLabels(input: ApplicationInput): Record<string, string> {
  return { 'app.kubernetes.io/managed-by': 'backstage', ...input.labels };
}
