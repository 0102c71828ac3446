import { ChartValues } from './chartValues';

/** What the objects of a release are made from. */
export interface ChartTarget {
  /** The chart's name; it names all objects. */
  name: string;
  release: string;
  values: ChartValues;
}

/** What a selector of the chart holds. */
export function chartSelector(target: ChartTarget, component: string) {
  return {
    'app.kubernetes.io/name': target.name,
    'app.kubernetes.io/component': component,
  };
}

/** The labels of every object of the chart. */
export function chartLabels(target: ChartTarget, component: string) {
  return {
    ...chartSelector(target, component),
    'app.kubernetes.io/instance': target.release,
    'app.kubernetes.io/part-of': target.values.partOf || target.name,
    'app.kubernetes.io/managed-by': 'Helm',
    'backstage.io/kubernetes-id': target.name,
    environment: target.values.environment,
  };
}

/** An image as a pod names it. */
export function imageName(image: {
  repository: string;
  tag: string;
  digest: string;
}): string {
  const { repository, tag, digest } = image;
  return `${repository}:${tag}${digest ? `@${digest}` : ''}`;
}
