import {
  HealthAnswer,
  HealthRequest,
  ServiceHealthApi,
  ServiceHealthClient,
} from '../src';
import { rollupStates } from './rollupStates';
import { State } from './State';
import { states } from './states';

/**
 * Answers for the entity `component:default/STATE` with that state. What is
 * called `live` is asked from a backend, if there is one.
 */
export class StatesApi implements ServiceHealthApi {
  readonly #live: ServiceHealthApi;

  static create(options: Parameters<typeof ServiceHealthClient.create>[0]) {
    return new StatesApi(ServiceHealthClient.create(options));
  }

  private constructor(live: ServiceHealthApi) {
    this.#live = live;
  }

  getHealth(request: HealthRequest) {
    return request.entityRef.endsWith('/live')
      ? this.#live.getHealth(request)
      : answer(states, request);
  }

  getRollup(request: HealthRequest) {
    return answer(rollupStates, request);
  }
}

async function answer<T>(
  all: State<T>[],
  { entityRef, hold, signal }: HealthRequest,
): Promise<HealthAnswer<T>> {
  const [, name] = entityRef.split('/');
  const health = all.find(state => state.name === name)?.answer;
  if (hold || health === undefined) {
    await new Promise((_, reject) => {
      signal.addEventListener('abort', () =>
        reject(new Error('The request was given up')),
      );
    });
  }
  if (health === undefined || health instanceof Error) {
    throw health;
  }
  return { changed: true, health, etag: name };
}
