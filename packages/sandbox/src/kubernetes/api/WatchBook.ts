import { KubernetesObject } from '../objects/KubernetesObject';
import { objectKey } from '../store/ObjectTable';
import { tableOf } from '../store/tableOf';
import { ApiRequest } from './ApiRequest';
import type { EndpointOptions, Exchange } from './ObjectEndpoint';
import { selectorOf } from './selectorOf';
import { StatusError } from './StatusError';
import { WatchStream } from './WatchStream';

/** The open watches. */
export class WatchBook {
  readonly #options: EndpointOptions;
  readonly #open = new Set<WatchStream>();

  static create(options: EndpointOptions): WatchBook {
    return new WatchBook(options);
  }

  private constructor(options: EndpointOptions) {
    this.#options = options;
  }

  /** How many watches are open. */
  get size(): number {
    return this.#open.size;
  }

  tableOf({ resource }: ApiRequest): string {
    const { group, version, kind } = resource;
    return tableOf(group ? `${group}/${version}` : version, kind);
  }

  find(request: ApiRequest): KubernetesObject | undefined {
    const { name = '', namespace } = request;
    const table = this.#options.store.table(this.tableOf(request));
    return table.get(objectKey(name, namespace));
  }

  open(request: ApiRequest, exchange: Exchange): void {
    const { query } = request;
    const { store, clock, write, watchFaults, bookmarkIntervalMs } =
      this.#options;
    const since = query.get('resourceVersion') ?? '';
    const wantsInitial = query.get('sendInitialEvents') === 'true';
    assertWatchOptions(query);
    const table = this.tableOf(request);
    const selects = selectorOf(request);
    const stream = WatchStream.open(exchange.response, {
      request,
      table,
      selects,
      store,
      clock,
      faults: watchFaults,
      write,
      bookmarkIntervalMs,
      onBytes: count => {
        exchange.entry.bytes += count;
      },
    });
    this.#open.add(stream);
    exchange.response.on('close', () => this.#open.delete(stream));
    const fresh = since === '' || since === '0' || wantsInitial;
    const oldest = store.history.compacted;
    if (exchange.expires || (!fresh && Number(since) < oldest)) {
      const message = `too old resource version: ${since} (${oldest})`;
      stream.fail(StatusError.expired(message).body);
      return;
    }
    if (fresh) {
      stream.sendInitial(
        store.table(table).values().filter(selects),
        wantsInitial,
      );
    }
    stream.follow(fresh ? store.revision : Number(since), timeoutOf(query));
  }

  cut({ resource, reset }: { resource?: string; reset?: boolean }): void {
    for (const stream of [...this.#open]) {
      if (resource !== undefined && stream.resource !== resource) continue;
      if (reset) stream.reset();
      else stream.end();
    }
  }
}

function assertWatchOptions(query: URLSearchParams): void {
  const since = query.get('resourceVersion') ?? '';
  if (since !== '' && !/^\d+$/.test(since)) {
    // Unlike a list, a watch takes this for a fault of its own.
    throw new StatusError(
      500,
      '',
      `resourceVersion: Invalid value: "${since}": strconv.ParseUint: parsing "${since}": invalid syntax`,
    );
  }
  if (
    query.has('sendInitialEvents') &&
    query.get('resourceVersionMatch') !== 'NotOlderThan'
  ) {
    throw StatusError.invalid(
      { kind: 'ListOptions', group: 'meta.k8s.io' },
      'resourceVersionMatch',
      [
        'FieldValueForbidden',
        'Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
      ],
    );
  }
}

// A server ends watches by itself after half an hour to an hour.
function timeoutOf(query: URLSearchParams): number {
  const asked = Number(query.get('timeoutSeconds') ?? 0);
  return asked > 0 ? asked : 1800 + Math.floor(Math.random() * 1800);
}
