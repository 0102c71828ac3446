import { FilterPredicate } from '@backstage/filter-predicates';
import {
  annotationEnvironments,
  annotationKubernetesId,
  annotationKubernetesLabelSelector,
} from '@paved-path/backstage-plugin-service-health-common';

/** Entities that name what to look for in a cluster. */
export const linkedEntityFilter: FilterPredicate = {
  $any: [
    annotationKubernetesId,
    annotationKubernetesLabelSelector,
    annotationEnvironments,
  ].map(annotation => ({
    [`metadata.annotations.${annotation}`]: { $exists: true },
  })),
};
