import {
  IncomingHttpHeaders,
  IncomingMessage,
  ServerResponse,
} from 'node:http';
import { Application } from './Application';
import { ApplicationReconciler } from './ApplicationReconciler';
import { ApplicationSet } from './ApplicationSet';
import { AppProject } from './AppProject';
import { ArgocdAccount } from './ArgocdAccount';
import { Repository } from './Repository';

/** Everything the double must remember across a restart, as plain JSON. */
export interface ArgocdSnapshot {
  version: 1;
  resourceVersion: number;
  projects: AppProject[];
  repositories: Repository[];
  repositoryCredentials: Repository[];
  applications: Application[];
  applicationSets: ApplicationSet[];
  /** Digest of what was last applied, by `namespace/name` of the Application. */
  applied: Record<string, string>;
}

/** Options of `startArgocdDouble`. */
export interface ArgocdDoubleOptions {
  /** @defaultValue 0, any free port */
  port?: number;
  /** @defaultValue '127.0.0.1' */
  host?: string;
  /** Bearer token that is let in. @defaultValue a random one */
  token?: string;
  /** Accounts by name. @defaultValue only `admin`, whose password is the token */
  accounts?: Record<string, ArgocdAccount>;
  /** Cluster names that a destination may use beside `in-cluster`, and their URLs. */
  clusters?: Record<string, string>;
  /** Namespaces beside its own that Applications may live in. */
  applicationNamespaces?: string[];
  /** Version that `/api/version` tells. @defaultValue 'v3.2.11+sandbox' */
  version?: string;
  /** Path below which everything is served, like `--rootpath`. @defaultValue '' */
  basePath?: string;
  /** Namespace that Applications live in. @defaultValue 'argocd' */
  namespace?: string;
  /** @defaultValue an in-memory reconciler where everything turns healthy */
  reconciler?: ApplicationReconciler;
  /** Time for timestamps. @defaultValue the system clock */
  clock?: { now(): number };
  /** How often every Application is refreshed. @defaultValue 3000 */
  refreshIntervalMs?: number;
  /** State of an earlier run. */
  snapshot?: ArgocdSnapshot;
  /** Private key and certificate, to serve over TLS. */
  tls?: { key: string; cert: string };
  /** Called after every change of the state, e.g. to save a snapshot. */
  onChange?(): void;
  /** Called when an operation starts to sync an Application. */
  onSync?(application: Application, revision: string): void;
}

/** One request that reached the double. */
export interface RecordedRequest {
  method: string;
  /** Path with query, without the base path. */
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A running Argo CD double. */
export interface ArgocdDouble {
  /** Base URL including the base path, without a slash at the end. */
  url: string;
  token: string;
  /** The Applications as they are now. */
  applications(): Application[];
  /** Every request since the start, oldest first. */
  requests: RecordedRequest[];
  /** Answer requests in its place, for faults; true when it did. */
  intercept?: (
    request: IncomingMessage,
    response: ServerResponse,
  ) => boolean | Promise<boolean>;
  /** End all sessions, so that their tokens are refused. */
  endSessions(): void;
  /** Refresh one Application, or all, now instead of at the next interval. */
  refresh(name?: string): Promise<void>;
  /** The state as plain JSON. */
  snapshot(): ArgocdSnapshot;
  /** Replace the state. */
  restore(snapshot: ArgocdSnapshot): void;
  /** Stop serving and reconciling. */
  close(): Promise<void>;
}
