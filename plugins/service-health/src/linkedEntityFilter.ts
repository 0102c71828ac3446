import { FilterPredicate } from '@backstage/filter-predicates';
import {
  annotationEnvironments,
  annotationKubernetesId,
} from '@paved-path/backstage-plugin-service-health-common';

/** Entities that name what to look for in a cluster. */
export const linkedEntityFilter: FilterPredicate = {
  $any: [
    { [`metadata.annotations.${annotationKubernetesId}`]: { $exists: true } },
    { [`metadata.annotations.${annotationEnvironments}`]: { $exists: true } },
  ],
};
