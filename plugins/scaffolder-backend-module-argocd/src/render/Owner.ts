/** Who made an object: kept in its annotations. */
export interface Owner {
  taskId: string;
  templateRef?: string;
  entityRef?: string;
}

const taskId = 'backstage.io/scaffolder-task-id';
const templateRef = 'backstage.io/template-ref';
const entityRef = 'backstage.io/entity-ref';

/**
 * Annotations that tell who made an object. No time and no number of the
 * attempt: an equal object must stay equal when it is sent again.
 */
export function ownerAnnotations(owner: Owner): Record<string, string> {
  return {
    [taskId]: owner.taskId,
    ...(owner.templateRef ? { [templateRef]: owner.templateRef } : {}),
    ...(owner.entityRef ? { [entityRef]: owner.entityRef } : {}),
  };
}

/** Made by the same task, or for the same catalog entity. */
export function isOwnedBy(
  metadata: { annotations?: Record<string, string> | null },
  owner: Owner,
): boolean {
  const annotations = metadata.annotations ?? {};
  return (
    annotations[taskId] === owner.taskId ||
    (owner.entityRef !== undefined &&
      annotations[entityRef] === owner.entityRef)
  );
}

/** Made by this very task. */
export function isMadeByTask(
  metadata: { annotations?: Record<string, string> | null },
  owner: Owner,
): boolean {
  return metadata.annotations?.[taskId] === owner.taskId;
}

/** Who owns an object, in words, for a refusal. */
export function describeOwner(metadata: {
  annotations?: Record<string, string> | null;
  labels?: Record<string, string> | null;
  ownerReferences?: { kind: string; name: string }[] | null;
}): string {
  const annotations = metadata.annotations ?? {};
  const [reference] = metadata.ownerReferences ?? [];
  if (reference) {
    return `${reference.kind} "${reference.name}"`;
  }
  const tracking = annotations['argocd.argoproj.io/tracking-id'];
  if (tracking) {
    return `Application "${tracking.split(':')[0]}"`;
  }
  if (annotations[entityRef]) {
    return `entity "${annotations[entityRef]}" (scaffolder task ${annotations[taskId]})`;
  }
  if (annotations[taskId]) {
    return `scaffolder task ${annotations[taskId]}`;
  }
  const manager = metadata.labels?.['app.kubernetes.io/managed-by'];
  return manager ? `"${manager}"` : 'someone outside Backstage';
}

/** Whether another controller would take back what is written here. */
export function isControlled(metadata: {
  annotations?: Record<string, string> | null;
  ownerReferences?: unknown[] | null;
}): boolean {
  return (
    Boolean(metadata.ownerReferences?.length) ||
    metadata.annotations?.['argocd.argoproj.io/tracking-id'] !== undefined
  );
}
