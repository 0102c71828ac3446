/**
 * Example answers for tests and stories.
 *
 * @packageDocumentation
 */
export { serviceHealthExamples } from './testUtils/serviceHealthExamples';
export { healthRollupExample } from './testUtils/healthRollupExample';
