import { ApiRequest } from '../api/ApiRequest';
import { StatusError } from '../api/StatusError';
import { Clock } from '../clock/Clock';
import { FaultScope } from './ApiFaults';

/** What a fault does to a request. */
export type FaultEffect =
  | { type: 'hang' }
  | { type: 'delay'; milliseconds: number }
  | { type: 'fail'; error: StatusError; headers?: Record<string, string> }
  | { type: 'forbid' }
  | { type: 'reset' }
  | { type: 'expire'; as: 'event' | 'status' };

interface Rule {
  scope: FaultScope;
  effect: FaultEffect;
  remaining: number;
  release: Promise<void>;
  end: () => void;
}

/** Faults that requests run into, newest first. */
export class RequestFaults {
  readonly #clock: Clock;
  readonly #rules = new Set<Rule>();

  static create(clock: Clock): RequestFaults {
    return new RequestFaults(clock);
  }

  private constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(effect: FaultEffect, scope: FaultScope = {}): () => void {
    let resolve = () => {};
    const release = new Promise<void>(done => {
      resolve = done;
    });
    const rule: Rule = {
      scope,
      effect,
      remaining: scope.times ?? Infinity,
      release,
      end: () => {
        this.#rules.delete(rule);
        resolve();
      },
    };
    this.#rules.add(rule);
    return rule.end;
  }

  clear(): void {
    for (const rule of [...this.#rules]) rule.end();
  }

  /** Waits as long as faults hold the request back; answers with the effects that the server has to show. */
  async meet(request: ApiRequest | undefined): Promise<FaultEffect[]> {
    const met: FaultEffect[] = [];
    for (const rule of [...this.#rules].reverse()) {
      if (!concerns(rule, request)) continue;
      rule.remaining -= 1;
      if (rule.effect.type === 'hang') await rule.release;
      else if (rule.effect.type === 'delay') {
        await this.#wait(rule.effect.milliseconds);
      } else met.push(rule.effect);
      if (rule.remaining <= 0 && rule.effect.type !== 'hang') rule.end();
    }
    return met;
  }

  #wait(milliseconds: number): Promise<void> {
    return new Promise(resolve => {
      this.#clock.setTimeout(resolve, milliseconds);
    });
  }
}

function concerns(rule: Rule, request: ApiRequest | undefined): boolean {
  const { scope, effect, remaining } = rule;
  if (remaining <= 0) return false;
  if (effect.type === 'expire') {
    const since = request?.query.get('resourceVersion') ?? '0';
    return request?.verb === 'watch' && since !== '0';
  }
  return (
    (scope.resource === undefined ||
      scope.resource === request?.resource.plural) &&
    (scope.verb === undefined || scope.verb === request?.verb) &&
    (scope.namespace === undefined || scope.namespace === request?.namespace)
  );
}
