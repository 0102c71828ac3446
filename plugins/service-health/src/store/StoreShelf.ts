import { ServiceHealthApi } from '../api/ServiceHealthApi';
import { HealthStore } from './HealthStore';

/** Enough to go back and forth between pages without an empty card. */
const MOST_STORES = 20;

/** Keeps one store an entity, so that all who look share its request. */
export class StoreShelf<THealth> {
  readonly #make: (
    api: ServiceHealthApi,
    entityRef: string,
  ) => HealthStore<THealth>;
  readonly #stores = new WeakMap<
    ServiceHealthApi,
    Map<string, HealthStore<THealth>>
  >();

  static create<T>(
    make: (api: ServiceHealthApi, entityRef: string) => HealthStore<T>,
  ) {
    return new StoreShelf(make);
  }

  private constructor(
    make: (api: ServiceHealthApi, entityRef: string) => HealthStore<THealth>,
  ) {
    this.#make = make;
  }

  /** The one store of an entity; the least used one gives way. */
  get(api: ServiceHealthApi, entityRef: string): HealthStore<THealth> {
    const ofApi = this.#stores.get(api) ?? new Map();
    this.#stores.set(api, ofApi);
    const store: HealthStore<THealth> =
      ofApi.get(entityRef) ?? this.#make(api, entityRef);
    ofApi.delete(entityRef);
    ofApi.set(entityRef, store);
    const [oldest] = ofApi.keys();
    if (ofApi.size > MOST_STORES) {
      ofApi.delete(oldest);
    }
    return store;
  }
}
