import { KubernetesObject } from '../objects/KubernetesObject';
import { PodTemplate } from '../objects/Pod';
import { ControllerContext } from './ControllerContext';
import { controllerReference } from './ownedBy';
import { nameSuffix } from '../store/nameSuffix';

const notReadyToleration = (key: string) => ({
  key,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 300,
});

interface PodExtras {
  name?: string;
  generateName?: string;
  labels?: Record<string, string>;
  spec?: Record<string, unknown>;
}

/** Makes a pod from its owner's template, with what the API server's admission adds. */
export function createPod(
  owner: KubernetesObject,
  template: PodTemplate,
  { admission }: ControllerContext,
  { name, generateName, labels, spec }: PodExtras,
): KubernetesObject {
  const access = `kube-api-access-${nameSuffix()}`;
  const mount = {
    name: access,
    readOnly: true,
    mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
  };
  const mounts = template.spec.automountServiceAccountToken !== false;
  return admission.create({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: name ?? `${generateName}${nameSuffix()}`,
      generateName: generateName ?? `${owner.metadata.name}-`,
      namespace: owner.metadata.namespace,
      labels: { ...template.metadata?.labels, ...labels },
      ...(template.metadata?.annotations
        ? { annotations: template.metadata.annotations }
        : {}),
      ownerReferences: [controllerReference(owner)],
    },
    spec: {
      serviceAccountName: 'default',
      serviceAccount: 'default',
      ...template.spec,
      ...spec,
      containers: template.spec.containers.map(container => ({
        ...container,
        ...(mounts
          ? { volumeMounts: [...listOf(container.volumeMounts), mount] }
          : {}),
      })),
      volumes: [
        ...(template.spec.volumes ?? []),
        ...listOf(spec?.volumes),
        ...(mounts ? [accessVolume(access)] : []),
      ],
      enableServiceLinks: true,
      preemptionPolicy: 'PreemptLowerPriority',
      priority: 0,
      tolerations: [
        ...listOf(template.spec.tolerations),
        notReadyToleration('node.kubernetes.io/not-ready'),
        notReadyToleration('node.kubernetes.io/unreachable'),
      ],
    },
  });
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function accessVolume(name: string): Record<string, unknown> {
  return {
    name,
    projected: {
      defaultMode: 420,
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
        {
          configMap: {
            name: 'kube-root-ca.crt',
            items: [{ key: 'ca.crt', path: 'ca.crt' }],
          },
        },
        {
          downwardAPI: {
            items: [
              {
                path: 'namespace',
                fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' },
              },
            ],
          },
        },
      ],
    },
  };
}
