import { Container } from '../objects/Pod';
import { Deployment } from '../objects/Workload';
import { ObjectStore } from '../store/ObjectStore';

/** Rolls a Deployment out with its first container changed; the answer rolls it back. */
export function rollOut(
  { metadata }: Deployment,
  change: (container: Container) => Container,
  {
    store,
    progressDeadlineSeconds,
  }: { store: ObjectStore; progressDeadlineSeconds?: number },
): () => void {
  const { name, namespace } = metadata;
  const before = store.get('Deployment', name, namespace);
  if (!before) return () => {};
  const { template } = before.spec;
  store.update({
    ...before,
    spec: {
      ...before.spec,
      ...(progressDeadlineSeconds ? { progressDeadlineSeconds } : {}),
      template: {
        ...template,
        spec: {
          ...template.spec,
          containers: template.spec.containers.map((container, index) =>
            index === 0 ? change(container) : container,
          ),
        },
      },
    },
  });
  return () => {
    const now = store.get('Deployment', name, namespace);
    if (!now) return;
    const { template: old, progressDeadlineSeconds: deadline } = before.spec;
    store.update({
      ...now,
      spec: { ...now.spec, template: old, progressDeadlineSeconds: deadline },
    });
  };
}
