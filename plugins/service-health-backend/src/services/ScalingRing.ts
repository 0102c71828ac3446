import {
  AutoscalerRecord,
  ScalingSamples,
} from '@paved-path/backstage-plugin-service-health-common';

const minuteMs = 60_000;
const length = 60;
const mostChanges = 40;

interface Ring {
  samples: ScalingSamples;
  desired: number;
  seenAt: number;
}

/** One point a minute for the last hour of each autoscaler, and no more. */
export class ScalingRing {
  readonly #rings = new Map<string, Ring>();
  readonly #limit: number;

  static create(options: { limit: number }): ScalingRing {
    return new ScalingRing(options.limit);
  }

  private constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#rings.size;
  }

  /** Takes what an autoscaler says now. */
  record(cluster: string, autoscaler: AutoscalerRecord, now: number): void {
    const key = keyOf(cluster, autoscaler);
    const ring = this.#rings.get(key) ?? this.#add(key, autoscaler, now);
    if (!ring) {
      return;
    }
    const { points, changes } = ring.samples;
    if (ring.desired !== autoscaler.desired) {
      changes.push({ at: now, from: ring.desired, to: autoscaler.desired });
      changes.splice(0, changes.length - mostChanges);
      ring.desired = autoscaler.desired;
    }
    const point = {
      at: now,
      value: autoscaler.metrics[0]?.current,
      running: autoscaler.current,
      desired: autoscaler.desired,
    };
    const last = points.at(-1);
    const sameMinute =
      last !== undefined &&
      Math.floor(last.at / minuteMs) === Math.floor(now / minuteMs);
    if (sameMinute) {
      points.pop();
    }
    points.push(point);
    points.splice(0, points.length - length);
    ring.seenAt = now;
  }

  samples(
    cluster: string,
    autoscaler: AutoscalerRecord,
  ): ScalingSamples | undefined {
    return this.#rings.get(keyOf(cluster, autoscaler))?.samples;
  }

  /** Drops what was not seen for an hour. */
  sweep(now: number): void {
    for (const [key, { seenAt }] of this.#rings) {
      if (now - seenAt > length * minuteMs) {
        this.#rings.delete(key);
      }
    }
  }

  #add(
    key: string,
    autoscaler: AutoscalerRecord,
    now: number,
  ): Ring | undefined {
    if (this.#rings.size >= this.#limit) {
      return undefined;
    }
    const ring = {
      samples: { points: [], changes: [] },
      desired: autoscaler.desired,
      seenAt: now,
    };
    this.#rings.set(key, ring);
    return ring;
  }
}

function keyOf(cluster: string, { namespace, name }: AutoscalerRecord): string {
  return `${cluster}/${namespace}/${name}`;
}
