import { FilterPredicate } from '@backstage/filter-predicates';
import {
  annotationEnvironments,
  annotationKubernetesId,
  annotationKubernetesLabelSelector,
} from '@paved-path/backstage-plugin-service-health-common';

const exists = { $exists: true };

/** Entities that name what to look for in a cluster. */
export const linkedEntityFilter: FilterPredicate = {
  $any: [
    { [`metadata.annotations.${annotationKubernetesId}` as const]: exists },
    {
      [`metadata.annotations.${annotationKubernetesLabelSelector}` as const]:
        exists,
    },
    { [`metadata.annotations.${annotationEnvironments}` as const]: exists },
  ],
};
