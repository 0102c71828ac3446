import { Application, ApplicationSource, ResourceStatus } from './Application';
import { KubernetesObject } from './KubernetesObject';
import { Repository } from './Repository';

/** What the cluster says about the objects of one Application. */
export interface ObservedApplication {
  /** The managed objects; the worst health among them is the Application's. */
  resources: ResourceStatus[];
  /** Images that run, as `registry/name:tag`. */
  images: string[];
  /** Public addresses, as Argo CD collects them from the objects. */
  externalURLs?: string[];
}

/**
 * What the double does not do itself: reading Git and driving a cluster.
 *
 * Throw an `Error` whose message is the text Argo CD's repo server or
 * controller would give: it is shown as Argo CD shows it (a condition, the
 * message of the operation, or the answer to a request).
 */
export interface ApplicationReconciler {
  /**
   * Resolve the target revision of one source to a commit. Called on every
   * refresh, so it must be cheap. Throw `repository not found`,
   * `authentication required: ...` or `unable to resolve 'x' to a commit SHA`.
   *
   * @param credentials - the matching repository or credential template
   */
  resolveRevision(
    source: ApplicationSource,
    signal: AbortSignal,
    credentials?: Repository,
  ): Promise<{ revision: string }>;

  /**
   * Render the objects at a revision (of the first source when there are
   * several). Throw `ops/charts: app path does not exist` for a wrong path.
   */
  render(
    application: Application,
    revision: string,
    signal: AbortSignal,
  ): Promise<{ objects: KubernetesObject[] }>;

  /**
   * Make the cluster hold these objects. With `CreateNamespace=true` the first
   * object is the Namespace with the labels and annotations of
   * `managedNamespaceMetadata`; merge it into one that exists. Objects that
   * this Application made before and that are not listed any more are to be
   * deleted only when `prune` is true.
   */
  apply(
    application: Application,
    objects: KubernetesObject[],
    options: { prune: boolean; signal: AbortSignal },
  ): Promise<void>;

  /** Observe the objects of an Application; called on every refresh. */
  health(application: Application): Promise<ObservedApplication>;

  /** Cascading delete: remove the Application's objects, not its namespace. */
  remove(application: Application): Promise<void>;
}
