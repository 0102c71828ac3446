import { HealthAnswer, HealthRequest, ServiceHealthApi } from '../src';
import { states } from './states';

/** Answers for the entity `component:default/STATE` with that state. */
export class StatesApi implements ServiceHealthApi {
  static create() {
    return new StatesApi();
  }

  private constructor() {}

  async getHealth(request: HealthRequest): Promise<HealthAnswer> {
    const [, name] = request.entityRef.split('/');
    const answer = states.find(state => state.name === name)?.answer;
    if (request.hold || answer === undefined) {
      await new Promise((_, reject) => {
        request.signal.addEventListener('abort', () =>
          reject(new Error('The request was given up')),
        );
      });
    }
    if (answer === undefined || answer instanceof Error) {
      throw answer;
    }
    return { changed: true, health: answer, etag: name };
  }
}
