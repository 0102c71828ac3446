/**
 * Backend of the service health plugin.
 *
 * @packageDocumentation
 */
export { serviceHealthPlugin as default } from './plugin';
