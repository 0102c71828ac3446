/**
 * The health model of a service and its rules.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './permissions';
export * from './model';
export * from './records';
export * from './JudgedEnvironment';
export * from './judgeEnvironment';
export * from './composeServiceHealth';
export * from './environmentOfVerdict';
export * from './rewordServiceHealth';
export * from './summarizeServiceHealth';
export * from './rules/JudgedFinding';
export * from './rules/createFinding';
export * from './rules/parseQuantity';
export { reasons } from './rules/reasons';
export type { ReasonCode } from './rules/reasons';
export * from './rules/sectionOf';
