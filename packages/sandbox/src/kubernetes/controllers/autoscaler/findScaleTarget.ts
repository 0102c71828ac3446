import { HorizontalPodAutoscaler } from '../../objects/HorizontalPodAutoscaler';
import { Deployment, StatefulSet } from '../../objects/Workload';
import { ObjectStore } from '../../store/ObjectStore';

/** The workload that an autoscaler scales, or why there is none. */
export function findScaleTarget(
  { metadata, spec }: HorizontalPodAutoscaler,
  store: ObjectStore,
): { workload?: Deployment | StatefulSet; error: string } {
  const { kind, name } = spec.scaleTargetRef;
  const { namespace } = metadata;
  const workload =
    kind === 'StatefulSet'
      ? store.get('StatefulSet', name, namespace)
      : store.get('Deployment', name, namespace);
  const plural = kind === 'StatefulSet' ? 'statefulsets' : 'deployments';
  return { workload, error: `${plural}.apps "${name}" not found` };
}
