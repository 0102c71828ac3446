import { KubernetesObject } from '../objects/KubernetesObject';
import { Selector } from './Selector';

const everyKind = ['metadata.name', 'metadata.namespace'];
const fieldsByKind: Record<string, string[]> = {
  Pod: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  Event: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  Node: ['spec.unschedulable'],
  Namespace: ['status.phase'],
  ReplicaSet: ['status.replicas'],
  Secret: ['type'],
  Job: ['status.successful'],
};

/** Reads a field selector of a query; throws on a field that the kind cannot be selected by. */
export function parseFieldSelector(text: string, kind: string): Selector {
  const allowed = [...everyKind, ...(fieldsByKind[kind] ?? [])];
  const terms = text
    .split(',')
    .filter(term => term !== '')
    .map(term => {
      const match = /^([^!=]+)(==|=|!=)(.*)$/.exec(term);
      if (!match)
        throw new Error(
          `invalid selector: '${term}'; can't understand '${term}'`,
        );
      const [, field, operator, value] = match;
      if (!allowed.includes(field)) {
        throw new Error(`field label not supported: ${field}`);
      }
      return { field, wanted: operator !== '!=', value };
    });
  return object =>
    terms.every(
      ({ field, wanted, value }) =>
        (readField(object, field) === value) === wanted,
    );
}

function readField(object: KubernetesObject, field: string): string {
  let value: unknown = object;
  for (const key of field.split('.')) {
    if (typeof value !== 'object' || value === null) return '';
    value = new Map<string, unknown>(Object.entries(value)).get(key);
  }
  return value === undefined || value === null ? '' : String(value);
}
