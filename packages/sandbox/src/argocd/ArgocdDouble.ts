import { Application } from './Application';
import { ApplicationReconciler } from './ApplicationReconciler';
import { Repository } from './Repository';

/** Everything the double must remember across a restart, as plain JSON. */
export interface ArgocdSnapshot {
  version: 1;
  resourceVersion: number;
  projects: Record<string, unknown>[];
  repositories: Repository[];
  repositoryCredentials: Repository[];
  applications: Application[];
  applicationSets: Record<string, unknown>[];
}

/** Options of `startArgocdDouble`. */
export interface ArgocdDoubleOptions {
  /** @defaultValue 0, any free port */
  port?: number;
  /** @defaultValue '127.0.0.1' */
  host?: string;
  /** Bearer token that is let in. @defaultValue a random one */
  token?: string;
  /** Accounts that may open a session. @defaultValue `admin` with the token as password */
  accounts?: Record<string, string>;
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
  /** Called after every change of the state, e.g. to save a snapshot. */
  onChange?(): void;
  /** Called when an operation starts to sync an Application. */
  onSync?(application: Application, revision: string): void;
}

/** A running Argo CD double. */
export interface ArgocdDouble {
  /** Base URL including the base path, without a slash at the end. */
  url: string;
  token: string;
  /** The Applications as they are now. */
  applications(): Application[];
  /** Refresh one Application, or all, now instead of at the next interval. */
  refresh(name?: string): Promise<void>;
  /** The state as plain JSON. */
  snapshot(): ArgocdSnapshot;
  /** Replace the state. */
  restore(snapshot: ArgocdSnapshot): void;
  /** Stop serving and reconciling. */
  close(): Promise<void>;
}
