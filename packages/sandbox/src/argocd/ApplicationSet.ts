import { ObjectMetadata } from './Application';

/** An ApplicationSet; the double generates from `list` generators only. */
export interface ApplicationSet {
  metadata: ObjectMetadata;
  spec: {
    generators?: {
      list?: { elements?: Record<string, unknown>[] };
      [key: string]: unknown;
    }[];
    syncPolicy?: {
      preserveResourcesOnDeletion?: boolean;
      [key: string]: unknown;
    };
    template: { spec: { project: string; [key: string]: unknown } };
    [key: string]: unknown;
  };
  status?: Record<string, unknown>;
}
