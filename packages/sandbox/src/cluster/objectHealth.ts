import { HealthCode } from '../argocd';
import { isKind, KubernetesObject } from '../kubernetes';

/** What Argo CD says about one object. */
export interface ObjectHealth {
  status: HealthCode;
  message?: string;
}

/** Health of an object by Argo CD's rules; undefined for kinds without any. */
export function objectHealth(
  object: KubernetesObject,
): ObjectHealth | undefined {
  if (object.metadata.deletionTimestamp) {
    return { status: 'Progressing', message: 'Pending deletion' };
  }
  if (isKind('Deployment', object)) {
    return deploymentHealth(object);
  }
  if (isKind('StatefulSet', object)) {
    return statefulSetHealth(object);
  }
  if (isKind('HorizontalPodAutoscaler', object)) {
    return autoscalerHealth(object.status?.conditions ?? []);
  }
  return object.kind === 'Service' ? { status: 'Healthy' } : undefined;
}

function deploymentHealth(object: {
  metadata: { name: string; generation?: number };
  spec: { replicas?: number; paused?: boolean };
  status?: {
    observedGeneration?: number;
    replicas?: number;
    updatedReplicas?: number;
    availableReplicas?: number;
    conditions?: { type: string; reason?: string }[];
  };
}): ObjectHealth {
  const { metadata, spec, status = {} } = object;
  if (spec.paused) {
    return { status: 'Suspended', message: 'Deployment is paused' };
  }
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    return waiting(
      'Waiting for rollout to finish: observed deployment generation less than desired generation',
    );
  }
  const progress = status.conditions?.find(
    ({ type }) => type === 'Progressing',
  );
  if (progress?.reason === 'ProgressDeadlineExceeded') {
    const message = `Deployment "${metadata.name}" exceeded its progress deadline`;
    return { status: 'Degraded', message };
  }
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  const wanted = spec.replicas ?? 1;
  if (updatedReplicas < wanted) {
    return waiting(
      `Waiting for rollout to finish: ${updatedReplicas} out of ${wanted} new replicas have been updated...`,
    );
  }
  if (replicas > updatedReplicas) {
    return waiting(
      `Waiting for rollout to finish: ${
        replicas - updatedReplicas
      } old replicas are pending termination...`,
    );
  }
  return availableReplicas < updatedReplicas
    ? waiting(
        `Waiting for rollout to finish: ${availableReplicas} of ${updatedReplicas} updated replicas are available...`,
      )
    : { status: 'Healthy' };
}

function statefulSetHealth(object: {
  metadata: { generation?: number };
  spec: { replicas?: number };
  status?: {
    observedGeneration?: number;
    readyReplicas?: number;
    updatedReplicas?: number;
    currentRevision?: string;
    updateRevision?: string;
  };
}): ObjectHealth {
  const { metadata, spec, status = {} } = object;
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    return waiting('Waiting for statefulset spec update to be observed...');
  }
  const { readyReplicas = 0, updatedReplicas = 0 } = status;
  const wanted = spec.replicas ?? 1;
  if (readyReplicas < wanted) {
    return waiting(`Waiting for ${wanted} pods to be ready...`);
  }
  return status.updateRevision !== status.currentRevision
    ? waiting(
        `waiting for statefulset rolling update to complete ${updatedReplicas} pods at revision ${status.updateRevision}...`,
      )
    : { status: 'Healthy' };
}

function autoscalerHealth(
  conditions: {
    type: string;
    status: string;
    reason?: string;
    message?: string;
  }[],
): ObjectHealth {
  if (conditions.length === 0) {
    return waiting('Waiting to Autoscale');
  }
  const failed = conditions.find(
    ({ type, status, reason }) =>
      status === 'False' &&
      ((type === 'AbleToScale' && reason === 'FailedGetScale') ||
        (type === 'ScalingActive' && reason === 'FailedGetResourceMetric')),
  );
  return failed
    ? { status: 'Degraded', message: failed.message }
    : { status: 'Healthy', message: conditions[0]?.message };
}

function waiting(message: string): ObjectHealth {
  return { status: 'Progressing', message };
}
