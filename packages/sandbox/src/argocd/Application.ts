/** One source of an Application: a path in a repository, or a chart. */
export interface ApplicationSource {
  repoURL: string;
  targetRevision?: string;
  path?: string;
  chart?: string;
  ref?: string;
  helm?: {
    releaseName?: string;
    valueFiles?: string[];
    valuesObject?: Record<string, unknown>;
    values?: string;
    parameters?: { name: string; value: string }[];
    [key: string]: unknown;
  };
  [key: string]: unknown;
}

/** What an Application asks for. */
export interface ApplicationSpec {
  project: string;
  destination: { server?: string; name?: string; namespace?: string };
  source?: ApplicationSource;
  sources?: ApplicationSource[];
  syncPolicy?: {
    automated?: {
      prune?: boolean;
      selfHeal?: boolean;
      allowEmpty?: boolean;
      enabled?: boolean;
    };
    syncOptions?: string[];
    managedNamespaceMetadata?: {
      labels?: Record<string, string>;
      annotations?: Record<string, string>;
    };
    retry?: { limit?: number; [key: string]: unknown };
  };
  [key: string]: unknown;
}

/** Health words of Argo CD. */
export type HealthCode =
  | 'Healthy'
  | 'Suspended'
  | 'Progressing'
  | 'Missing'
  | 'Degraded'
  | 'Unknown';

/** One managed object as Argo CD lists it in the status of an Application. */
export interface ResourceStatus {
  group?: string;
  version?: string;
  kind: string;
  namespace?: string;
  name: string;
  status: 'Synced' | 'OutOfSync' | 'Unknown';
  health?: { status: HealthCode; message?: string };
}

/** The state of the last or the running operation. */
export interface OperationState {
  operation: Record<string, unknown>;
  phase: 'Running' | 'Succeeded' | 'Failed' | 'Error' | 'Terminating';
  message?: string;
  syncResult?: Record<string, unknown>;
  startedAt: string;
  finishedAt?: string;
  retryCount?: number;
}

/** What Argo CD observed. */
export interface ApplicationStatus {
  sync?: {
    status: 'Synced' | 'OutOfSync' | 'Unknown';
    revision?: string;
    revisions?: string[];
    comparedTo?: Record<string, unknown>;
  };
  health?: { status: HealthCode; message?: string };
  resources?: ResourceStatus[];
  conditions?: { type: string; message: string; lastTransitionTime?: string }[];
  operationState?: OperationState;
  reconciledAt?: string;
  sourceType?: string;
  summary?: { images?: string[]; externalURLs?: string[] };
  history?: Record<string, unknown>[];
  controllerNamespace?: string;
}

/** Object metadata, as Kubernetes keeps it. */
export interface ObjectMetadata {
  name: string;
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: Record<string, unknown>[];
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  [key: string]: unknown;
}

/** An Application as the API shows it. */
export interface Application {
  metadata: ObjectMetadata;
  spec: ApplicationSpec;
  operation?: Record<string, unknown>;
  status: ApplicationStatus;
}
