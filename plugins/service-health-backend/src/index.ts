/**
 * Backend of the service health plugin.
 *
 * @packageDocumentation
 */
export { serviceHealthPlugin as default } from './plugin';
export * from './HealthEvaluator';
export * from './healthEvaluatorExtensionPoint';
export * from './serviceHealthServiceRef';
