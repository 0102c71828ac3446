import { ObjectMetadata } from './Application';
import { SyncWindow } from './SyncWindow';

/** A project: what its Applications may use, and where they may deploy. */
export interface AppProject {
  metadata: ObjectMetadata;
  spec: {
    sourceRepos?: string[];
    destinations?: { server?: string; name?: string; namespace?: string }[];
    syncWindows?: SyncWindow[];
    [key: string]: unknown;
  };
  status?: Record<string, unknown>;
}
