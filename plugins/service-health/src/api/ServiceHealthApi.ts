import {
  HealthRollup,
  ServiceHealth,
} from '@paved-path/backstage-plugin-service-health-common';

/** What to ask for. @public */
export interface HealthRequest {
  /** Entity to judge, or whose services: `component:default/visits`. */
  entityRef: string;
  /** ETag of the answer that is already here. */
  etag?: string;
  /** Answer only when something changed, or after 25 s. Needs an `etag`. */
  hold: boolean;
  /** Gives up the request. */
  signal: AbortSignal;
}

/** A new verdict, or the word that the one in hand still holds. @public */
export type HealthAnswer<THealth = ServiceHealth> =
  | { changed: true; health: THealth; etag?: string }
  | {
      changed: false;
      /** How fresh the facts of the first environment are by now. */
      checkedAt?: string;
    };

/** Asks for verdicts. @public */
export interface ServiceHealthApi {
  /** How one service is. */
  getHealth(request: HealthRequest): Promise<HealthAnswer>;
  /** How all services of a team, a system or a domain are. */
  getRollup(request: HealthRequest): Promise<HealthAnswer<HealthRollup>>;
}
