import {
  HealthRollup,
  ServiceHealth,
} from '@paved-path/backstage-plugin-service-health-common';
import { HealthRequest, ServiceHealthApi } from '../api/ServiceHealthApi';
import { FakeAnswers } from './FakeAnswers';

/** A backend that answers what a test tells it. */
export class FakeServiceHealthApi implements ServiceHealthApi {
  /** Answers about single services. */
  readonly health = FakeAnswers.create<ServiceHealth>();
  /** Answers about all services of a team. */
  readonly rollup = FakeAnswers.create<HealthRollup>();

  static create(first?: ServiceHealth | Error) {
    const api = new FakeServiceHealthApi();
    if (first) {
      api.health.tell(first);
    }
    return api;
  }

  private constructor() {}

  getHealth(request: HealthRequest) {
    return this.health.ask(request);
  }

  getRollup(request: HealthRequest) {
    return this.rollup.ask(request);
  }
}
