import { ArgocdResponseError } from './ArgocdResponseError';
import { ArgocdInstanceConfig } from '../config/ArgocdInstanceConfig';

/** Classes of failure, as callers of a scaffolder action tell them apart. */
export type FailureKind =
  | 'authentication'
  | 'conflict'
  | 'input'
  | 'notAllowed'
  | 'notFound'
  | 'unavailable'
  | 'other';

/** What a refusal of Argo CD means, and what to do about it. */
export interface FailureRule {
  /** HTTP status that it must have; any by default. */
  status?: number;
  /** What its text must match; any by default. */
  text?: RegExp;
  kind: FailureKind;
  /** What to do, given the match of the text. */
  hint(
    match: RegExpMatchArray,
    instance: ArgocdInstanceConfig,
    error: ArgocdResponseError,
  ): string;
}
