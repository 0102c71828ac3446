import { createHash } from 'node:crypto';
import { KubernetesObject } from '../objects/KubernetesObject';
import { ControllerContext } from './ControllerContext';

interface EventText {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  component: string;
  fieldPath?: string;
}

/** Records that something happened to an object; the same again only counts up. */
export function recordEvent(
  object: KubernetesObject,
  { component, fieldPath, ...text }: EventText,
  context: ControllerContext,
): void {
  const { store } = context;
  const now = context.now();
  const { name, namespace, uid, resourceVersion } = object.metadata;
  const eventName = `${name}.${digest([uid, component, text, fieldPath])}`;
  const home = namespace ?? 'default';
  const known = store.get('Event', eventName, home);
  if (known) {
    store.update({ ...known, count: known.count + 1, lastTimestamp: now });
    return;
  }
  store.create({
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: eventName, namespace: home },
    involvedObject: {
      kind: object.kind,
      namespace,
      name,
      uid,
      apiVersion: object.apiVersion,
      resourceVersion,
      ...(fieldPath ? { fieldPath } : {}),
    },
    ...text,
    source: { component },
    firstTimestamp: now,
    lastTimestamp: now,
    count: 1,
    eventTime: null,
    reportingComponent: component,
    reportingInstance: '',
  });
}

function digest(parts: unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify(parts))
    .digest('hex')
    .slice(0, 16);
}
