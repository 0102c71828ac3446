import { KubernetesObject } from '../objects/KubernetesObject';

// Objects never change in place, so what was worked out once stays right.
const made = new WeakMap<KubernetesObject, object[]>();

/** The record of who set which field, as a real API server keeps it: two in five bytes of a pod. */
export function managedFieldsOf(object: KubernetesObject): object[] {
  const known = made.get(object);
  if (known) return known;
  const fields = describeFields(object);
  made.set(object, fields);
  return fields;
}

function describeFields(object: KubernetesObject): object[] {
  const { apiVersion, metadata, spec, status } = object;
  const { labels, annotations, ownerReferences } = metadata;
  const written = { metadata: { labels, annotations, ownerReferences }, spec };
  const entry = (manager: string, fields: unknown, subresource?: string) => ({
    manager,
    operation: 'Update',
    apiVersion,
    time: metadata.creationTimestamp,
    fieldsType: 'FieldsV1',
    fieldsV1: fieldSet(fields),
    ...(subresource ? { subresource } : {}),
  });
  return [
    entry('kube-controller-manager', written),
    ...(status ? [entry('kubelet', { status }, 'status')] : []),
  ];
}

function fieldSet(value: unknown): object {
  const set: Record<string, object> = {};
  if (Array.isArray(value)) {
    for (const item of value) set[keyOf(item)] = { '.': {}, ...fieldSet(item) };
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, field] of Object.entries(value)) {
      if (field !== undefined) set[`f:${name}`] = fieldSet(field);
    }
  }
  return set;
}

// Lists are merged by the field that names their items.
function keyOf(item: unknown): string {
  if (typeof item === 'object' && item !== null) {
    const fields = new Map<string, unknown>(Object.entries(item));
    for (const key of ['uid', 'type', 'name', 'containerPort', 'ip', 'key']) {
      if (fields.has(key))
        return `k:${JSON.stringify({ [key]: fields.get(key) })}`;
    }
  }
  return `v:${JSON.stringify(item)}`;
}
