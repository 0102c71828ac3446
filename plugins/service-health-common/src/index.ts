/**
 * The health model of a service and its rules.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './permissions';
export * from './model';
