import { ObjectMetadata } from './Application';

/** A project: what its Applications may use, and where they may deploy. */
export interface AppProject {
  metadata: ObjectMetadata;
  spec: {
    sourceRepos?: string[];
    destinations?: { server?: string; name?: string; namespace?: string }[];
    [key: string]: unknown;
  };
  status?: Record<string, unknown>;
}
