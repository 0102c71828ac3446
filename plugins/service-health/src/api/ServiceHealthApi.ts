import { ServiceHealth } from '@paved-path/backstage-plugin-service-health-common';

/** What to ask for. @public */
export interface HealthRequest {
  /** Entity to judge: `component:default/visits`. */
  entityRef: string;
  /** ETag of the answer that is already here. */
  etag?: string;
  /** Answer only when something changed, or after 25 s. Needs an `etag`. */
  hold: boolean;
  /** Gives up the request. */
  signal: AbortSignal;
}

/** A new verdict, or the word that the one in hand still holds. @public */
export type HealthAnswer =
  | { changed: true; health: ServiceHealth; etag?: string }
  | {
      changed: false;
      /** How fresh the facts of the first environment are by now. */
      checkedAt?: string;
    };

/** Asks for the health of one entity. @public */
export interface ServiceHealthApi {
  getHealth(request: HealthRequest): Promise<HealthAnswer>;
}
