import { IncomingMessage, ServerResponse } from 'node:http';
import { Admission } from '../admission/Admission';
import { Clock } from '../clock/Clock';
import { LoggedRequest } from '../faults/RequestLog';
import { WatchFaults } from '../faults/WatchFaults';
import { WorkloadRuntime } from '../kubelet/WorkloadRuntime';
import { MetricsServer } from '../metrics/MetricsServer';
import { KubernetesObject } from '../objects/KubernetesObject';
import { ObjectStore } from '../store/ObjectStore';
import { ApiRequest } from './ApiRequest';
import { createObject, patchObject, replaceObject } from './changeObject';
import { evictPod } from './evictPod';
import { listDocument } from './listDocument';
import { listObjects } from './listObjects';
import { metricsDocument } from './metricsDocument';
import { readBody } from './readBody';
import { scaleDocument, withScale } from './scaleDocument';
import { sendJson } from './sendJson';
import { sendLog } from './sendLog';
import { StatusError } from './StatusError';
import { successStatus } from './successStatus';
import { tableDocument } from './tableDocument';
import { WatchBook } from './WatchBook';
import { ObjectWriter } from './writeObject';

/** What the parts of the endpoint share. */
export interface EndpointOptions {
  store: ObjectStore;
  clock: Clock;
  admission: Admission;
  metrics: MetricsServer;
  write: ObjectWriter;
  watchFaults: WatchFaults;
  bookmarkIntervalMs: number;
  runtime?: WorkloadRuntime;
  /** Deletes an object as its kind wants it: pods are first asked to end. */
  remove: (object: KubernetesObject, graceSeconds?: number) => KubernetesObject;
}

/** A request and where its answer goes. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  entry: LoggedRequest;
  /** Whether a watch is to find its revision too old. */
  expires: boolean;
}

/** Answers all requests for objects. */
export class ObjectEndpoint {
  readonly #options: EndpointOptions;
  readonly watches: WatchBook;

  static create(options: EndpointOptions): ObjectEndpoint {
    return new ObjectEndpoint(options);
  }

  private constructor(options: EndpointOptions) {
    this.#options = options;
    this.watches = WatchBook.create(options);
  }

  async answer(request: ApiRequest, exchange: Exchange): Promise<void> {
    if (request.resource.group === 'metrics.k8s.io') {
      this.#send(
        exchange,
        200,
        metricsDocument(request, this.#options.metrics),
      );
      return;
    }
    switch (request.verb) {
      case 'list':
        this.#list(request, exchange);
        return;
      case 'watch':
        this.watches.open(request, exchange);
        return;
      case 'get':
        await this.#get(request, exchange);
        return;
      case 'create':
        await this.#create(request, exchange);
        return;
      case 'delete':
        await this.#delete(request, exchange);
        return;
      default:
        await this.#change(request, exchange);
    }
  }

  #list(request: ApiRequest, exchange: Exchange): void {
    const { store, write } = this.#options;
    const page = listObjects(request, this.watches.tableOf(request), store);
    this.#send(exchange, 200, listDocument(request, page, write));
  }

  async #get(request: ApiRequest, exchange: Exchange): Promise<void> {
    const object = this.#existing(request);
    if (request.subresource === 'log') {
      await sendLog(object, exchange, this.#options);
    } else if (request.subresource === 'scale') {
      this.#send(exchange, 200, scaleDocument(object));
    } else this.#sendObject(request, exchange, object);
  }

  async #create(request: ApiRequest, exchange: Exchange): Promise<void> {
    const body = await readBody(exchange.request);
    if (request.subresource === 'eviction') {
      evictPod(this.#existing(request), this.#options);
      this.#send(exchange, 201, { ...successStatus, code: 201 });
      return;
    }
    const object = createObject(request, body, this.#options.admission);
    this.#sendObject(request, exchange, object, 201);
  }

  async #change(request: ApiRequest, exchange: Exchange): Promise<void> {
    const body = await readBody(exchange.request);
    const { store } = this.#options;
    const existing = this.#existing(request);
    if (request.subresource === 'scale') {
      const scaled = store.update(withScale(existing, body));
      this.#send(exchange, 200, scaleDocument(scaled));
      return;
    }
    const type = exchange.request.headers['content-type'] ?? '';
    if (request.verb === 'patch' && !/merge-patch|apply-patch/.test(type)) {
      const message = '415: Unsupported Media Type';
      throw new StatusError(415, 'UnsupportedMediaType', message, {
        details: {},
      });
    }
    const change = request.verb === 'patch' ? patchObject : replaceObject;
    this.#sendObject(
      request,
      exchange,
      change(request, body, { existing, store }),
    );
  }

  async #delete(request: ApiRequest, exchange: Exchange): Promise<void> {
    await readBody(exchange.request);
    const existing = this.#existing(request);
    const grace = request.query.get('gracePeriodSeconds');
    const removed = this.#options.remove(
      existing,
      grace === null ? undefined : Number(grace),
    );
    const { name, uid } = removed.metadata;
    if (removed.metadata.deletionTimestamp) {
      this.#sendObject(request, exchange, removed);
      return;
    }
    const { group, plural: kind } = request.resource;
    const details = { name, ...(group ? { group } : {}), kind, uid };
    this.#send(exchange, 200, { ...successStatus, details });
  }

  #existing(request: ApiRequest): KubernetesObject {
    const { name = '', resource } = request;
    const object = this.watches.find(request);
    if (!object) throw StatusError.notFound(resource, name);
    return object;
  }

  #sendObject(
    { form }: ApiRequest,
    exchange: Exchange,
    object: KubernetesObject,
    code = 200,
  ): void {
    const { write } = this.#options;
    const { resourceVersion } = object.metadata;
    const body =
      form === 'table'
        ? tableDocument([object], { resourceVersion }, write)
        : write(object, form);
    this.#send(exchange, code, body);
  }

  #send({ request, response, entry }: Exchange, code: number, body: object) {
    entry.bytes += sendJson(request, response, { code, body });
  }
}
