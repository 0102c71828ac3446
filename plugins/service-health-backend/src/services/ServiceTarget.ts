import { Link } from '@paved-path/backstage-plugin-service-health-common';

/** Where the objects of one entity are. */
export interface ServiceTarget {
  entityRef: string;
  /** Name to show. */
  service: string;
  kubernetesId: string;
  /** Selector of objects that do not carry the id as a label. */
  labelSelector?: string;
  /** The one cluster to ask; all of them without. */
  cluster?: string;
  /** In the order of the annotation. */
  environments: { name: string; namespace?: string }[];
  links: Link[];
}
