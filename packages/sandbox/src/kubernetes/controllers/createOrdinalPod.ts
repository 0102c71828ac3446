import { StatefulSet, VolumeClaimTemplate } from '../objects/Workload';
import { ControllerContext } from './ControllerContext';
import { createPod } from './createPod';

/** Makes one pod of a StatefulSet, and its claims when they are not there from an earlier one. */
export function createOrdinalPod(
  set: StatefulSet,
  { ordinal, revision }: { ordinal: number; revision: string },
  context: ControllerContext,
): void {
  const name = `${set.metadata.name}-${ordinal}`;
  const templates = set.spec.volumeClaimTemplates ?? [];
  for (const template of templates) {
    ensureClaim(set, claimName(template, name), template, context);
  }
  createPod(set, set.spec.template, context, {
    name,
    labels: {
      'apps.kubernetes.io/pod-index': String(ordinal),
      'controller-revision-hash': revision,
      'statefulset.kubernetes.io/pod-name': name,
    },
    spec: {
      hostname: name,
      subdomain: set.spec.serviceName,
      volumes: templates.map(template => ({
        name: template.metadata.name,
        persistentVolumeClaim: { claimName: claimName(template, name) },
      })),
    },
  });
}

function claimName({ metadata }: VolumeClaimTemplate, pod: string): string {
  return `${metadata.name}-${pod}`;
}

function ensureClaim(
  set: StatefulSet,
  name: string,
  template: VolumeClaimTemplate,
  { store, admission }: ControllerContext,
): void {
  const { namespace } = set.metadata;
  if (store.get('PersistentVolumeClaim', name, namespace)) return;
  const { spec } = template;
  const resources: unknown = spec.resources;
  const capacity =
    typeof resources === 'object' && resources && 'requests' in resources
      ? resources.requests
      : { storage: '1Gi' };
  admission.create({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name,
      namespace,
      labels: { ...set.spec.selector.matchLabels, ...template.metadata.labels },
    },
    spec: {
      volumeMode: 'Filesystem',
      storageClassName: 'standard',
      ...spec,
      volumeName: `pvc-${name}`,
    },
    status: { phase: 'Bound', accessModes: spec.accessModes, capacity },
  });
}
