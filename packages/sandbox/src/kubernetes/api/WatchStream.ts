import { ServerResponse } from 'node:http';
import { Clock } from '../clock/Clock';
import { WatchFaults } from '../faults/WatchFaults';
import { KubernetesObject } from '../objects/KubernetesObject';
import { Selector } from '../selectors/Selector';
import { ObjectStore } from '../store/ObjectStore';
import { StoredChange } from '../store/StoredChange';
import { ApiRequest } from './ApiRequest';
import { tableDocument } from './tableDocument';
import { ObjectWriter } from './writeObject';

interface WatchOptions {
  request: ApiRequest;
  table: string;
  selects: Selector;
  store: ObjectStore;
  clock: Clock;
  faults: WatchFaults;
  write: ObjectWriter;
  bookmarkIntervalMs: number;
  onBytes: (count: number) => void;
}

/** One open watch. */
export class WatchStream {
  readonly #response: ServerResponse;
  readonly #options: WatchOptions;
  readonly #endings: (() => void)[] = [];
  #cancelBookmark = () => {};

  static open(response: ServerResponse, options: WatchOptions): WatchStream {
    return new WatchStream(response, options);
  }

  private constructor(response: ServerResponse, options: WatchOptions) {
    this.#response = response;
    this.#options = options;
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-cache, private',
    });
    response.flushHeaders();
    response.on('close', () => this.#stop());
  }

  get resource(): string {
    return this.#options.request.resource.plural;
  }

  /** Sends what is there, as if it had just been made. */
  sendInitial(objects: Iterable<KubernetesObject>, markEnd: boolean): void {
    for (const object of objects) this.#sendObject('ADDED', object);
    if (markEnd) {
      this.#sendBookmark({ 'k8s.io/initial-events-end': 'true' });
    }
  }

  /** Sends an ERROR event and ends. */
  fail(status: object): void {
    this.#send({ type: 'ERROR', object: status });
    this.end();
  }

  /** Sends changes after a revision, then each new one. */
  follow(revision: number, timeoutSeconds: number): void {
    const { store, table, clock, request } = this.#options;
    for (const change of store.history.since(table, revision)) {
      this.#sendChange(change);
    }
    this.#endings.push(
      store.subscribe(change => {
        if (change.table === table) this.#sendChange(change);
      }),
      clock.setTimeout(() => this.end(), timeoutSeconds * 1000),
    );
    if (request.query.get('allowWatchBookmarks') === 'true') {
      this.#scheduleBookmark(clock.now() + timeoutSeconds * 1000);
    }
  }

  /** Ends the stream as a server does whose time is up. */
  end(): void {
    this.#stop();
    this.#response.end();
  }

  /** Ends the stream as a broken network does. */
  reset(): void {
    this.#stop();
    this.#response.socket?.resetAndDestroy();
  }

  #stop(): void {
    this.#cancelBookmark();
    for (const ending of this.#endings.splice(0)) ending();
  }

  #scheduleBookmark(deadline: number): void {
    const { clock, bookmarkIntervalMs } = this.#options;
    // The last bookmark comes shortly before the end, so that the next watch resumes from a fresh revision.
    const untilEnd = deadline - 2_000 - clock.now();
    const wait = Math.min(bookmarkIntervalMs, untilEnd);
    if (wait <= 0) return;
    this.#cancelBookmark = clock.setTimeout(() => {
      this.#sendBookmark();
      this.#scheduleBookmark(deadline);
    }, wait);
  }

  #sendBookmark(annotations?: Record<string, string>): void {
    const { request, store } = this.#options;
    const { group, version, kind } = request.resource;
    const metadata = {
      resourceVersion: String(store.revision),
      ...(annotations ? { annotations } : {}),
    };
    if (this.#options.faults.silences(this.resource)) return;
    this.#send({
      type: 'BOOKMARK',
      object:
        request.form === 'object'
          ? {
              kind,
              apiVersion: group ? `${group}/${version}` : version,
              metadata,
            }
          : {
              kind: 'PartialObjectMetadata',
              apiVersion: 'meta.k8s.io/v1',
              metadata,
            },
    });
  }

  // An object that comes to fit the selector is new to this watcher, one that no longer fits is gone.
  #sendChange({ type, object, previous }: StoredChange): void {
    const { selects } = this.#options;
    const fits = type !== 'DELETED' && selects(object);
    const fitted = previous !== undefined && selects(previous);
    if (fits) this.#sendObject(fitted ? 'MODIFIED' : 'ADDED', object);
    else if (fitted) {
      const { resourceVersion } = object.metadata;
      this.#sendObject('DELETED', {
        ...previous,
        metadata: { ...previous.metadata, resourceVersion },
      });
    }
  }

  #sendObject(type: string, object: KubernetesObject): void {
    const { faults, request, write } = this.#options;
    const { uid } = object.metadata;
    faults.deliver({ resource: this.resource, uid }, () => {
      const written =
        request.form === 'table'
          ? tableDocument([object], {}, write)
          : write(object, request.form);
      this.#send({ type, object: written });
    });
  }

  #send(event: object): void {
    if (this.#response.writableEnded || this.#response.destroyed) return;
    const line = `${JSON.stringify(event)}\n`;
    this.#options.onBytes(Buffer.byteLength(line));
    this.#response.write(line);
  }
}
