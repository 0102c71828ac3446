/** Which part of which generated service an object belongs to. */
export interface ServicePart {
  name: string;
  namespace: string;
  component: 'app' | 'redis';
}

/** Read the part from an object's labels; undefined for anything else. */
export function servicePartOf(object: {
  metadata: { namespace?: string; labels?: Record<string, string> };
}): ServicePart | undefined {
  const { namespace, labels = {} } = object.metadata;
  const name = labels['app.kubernetes.io/name'];
  const component = labels['app.kubernetes.io/component'];
  return name && namespace && (component === 'app' || component === 'redis')
    ? { name, namespace, component }
    : undefined;
}
