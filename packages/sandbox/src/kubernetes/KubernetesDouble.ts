import { ApiFaults } from './faults/ApiFaults';
import { RequestLog } from './faults/RequestLog';
import { KnownKinds } from './objects/KnownKinds';
import { KubernetesManifest } from './objects/KubernetesManifest';
import { KubernetesObject } from './objects/KubernetesObject';
import { ScenarioBook } from './scenarios/ScenarioBook';

/**
 * Names one object.
 *
 * @public
 */
export interface ObjectReference {
  kind: string;
  name: string;
  namespace?: string;
  /** Only needed for kinds that the double does not know. */
  apiVersion?: string;
}

/**
 * A Kubernetes API server with its controllers, nodes and pods, all of them pretended, behind a real HTTP port.
 *
 * @public
 */
export interface KubernetesDouble {
  /** Where the API server listens, such as `http://127.0.0.1:7102`. */
  readonly url: string;
  /** Bearer token that the API server asks for. */
  readonly token: string;
  /** Faults of the API server that can be switched on. */
  readonly faults: ApiFaults;
  /** What was asked of the API server so far. */
  readonly requests: RequestLog;
  /** Faults of the cluster that can be switched on, for a control page. */
  readonly scenarios: ScenarioBook;
  /** Creates or updates an object of any kind; makes its namespace when that is missing. */
  apply(manifest: KubernetesManifest): KubernetesObject;
  /** Reads one object. */
  get<K extends keyof KnownKinds>(
    kind: K,
    name: string,
    namespace?: string,
  ): KnownKinds[K] | undefined;
  get(
    kind: string,
    name: string,
    namespace?: string,
  ): KubernetesObject | undefined;
  /** Reads all objects of a kind, in one namespace or in all. */
  list<K extends keyof KnownKinds>(
    kind: K,
    namespace?: string,
  ): KnownKinds[K][];
  list(kind: string, namespace?: string): KubernetesObject[];
  /** Deletes an object and, in the background, what it owns. A missing object is no error. */
  remove(reference: ObjectReference): void;
  /**
   * Sets a workload's CPU demand, as a percentage of one pod's CPU request; its ready pods share it.
   * `undefined` goes back to idling.
   */
  setLoad(namespace: string, name: string, percent: number | undefined): void;
  /** Calls back after each change of any object; the answer unsubscribes. */
  onChange(
    listener: (change: {
      type: 'ADDED' | 'MODIFIED' | 'DELETED';
      object: KubernetesObject;
    }) => void,
  ): () => void;
  /** Resolves as soon as the predicate holds, asked after each change; rejects after the time-out. */
  waitFor(
    predicate: () => boolean,
    options?: { timeoutMs?: number; description?: string },
  ): Promise<void>;
  /** Stops serving, and everything that the runtime started. */
  close(): Promise<void>;
}
