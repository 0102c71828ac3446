/**
 * Card and tab that answer: is my service all right, and if not, why, and what
 * do I do?
 *
 * @packageDocumentation
 */
export { serviceHealthPlugin as default } from './plugin';
export { serviceHealthApiRef } from './api/serviceHealthApiRef';
export type {
  HealthAnswer,
  HealthRequest,
  ServiceHealthApi,
} from './api/ServiceHealthApi';
export { ServiceHealthClient } from './api/ServiceHealthClient';
export { HealthRequestError } from './api/HealthRequestError';
export { serviceHealthTranslationRef } from './translation';
