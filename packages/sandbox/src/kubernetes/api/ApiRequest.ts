import { LoggedRequest } from '../faults/RequestLog';
import { ApiResource } from './ApiResource';

/** A request for objects, taken apart. */
export interface ApiRequest {
  verb: LoggedRequest['verb'];
  resource: ApiResource;
  namespace?: string;
  name?: string;
  subresource?: string;
  query: URLSearchParams;
  /** How objects are to be written. */
  form: 'object' | 'metadata' | 'table';
}
