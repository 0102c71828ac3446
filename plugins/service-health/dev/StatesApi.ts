import { HealthAnswer, HealthRequest, ServiceHealthApi } from '../src';
import { rollupStates } from './rollupStates';
import { State } from './State';
import { states } from './states';

/** Answers for the entity `component:default/STATE` with that state. */
export class StatesApi implements ServiceHealthApi {
  static create() {
    return new StatesApi();
  }

  private constructor() {}

  getHealth(request: HealthRequest) {
    return answer(states, request);
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
