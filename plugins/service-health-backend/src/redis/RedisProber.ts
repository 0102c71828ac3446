import {
  RedisChange,
  RedisClusterSample,
  RedisNodeSample,
  RedisRecord,
  RedisSample,
} from '@paved-path/backstage-plugin-service-health-common';
import { Telemetry } from '../services/Telemetry';
import { findRedisChanges } from './findRedisChanges';
import { isNearAddress } from './isNearAddress';
import { isRefusal } from './isRefusal';
import { RedisInstanceConfig } from './RedisInstanceConfig';
import { RedisNode } from './RedisNode';
import { redisFailureOf } from './redisFailureOf';

const mostSamples = 30;
const changesMs = 3_600_000;
const mostChanges = 50;
const confirmMs = 1_000;
const retryMs = 5_000;
/** Port of data nodes, where `port` is that of their Sentinels. */
const behindSentinels = 6379;

interface RedisProberOptions {
  config: RedisInstanceConfig;
  /** Host after its placeholders were filled. */
  host: string;
  namespace: string | undefined;
  intervalMs: number;
  onChange: () => void;
  telemetry?: Telemetry;
  clock?: () => number;
}

/** Asks one Redis instance, all its nodes, again and again. */
export class RedisProber {
  readonly #options: RedisProberOptions;
  readonly #nodes = new Map<string, RedisNode>();
  readonly #samples: RedisSample[] = [];
  readonly #notAvailable = new Set<string>();
  #changes: RedisChange[] = [];
  #config: RedisInstanceConfig;
  #mode: RedisRecord['mode'] | undefined;
  #lastAnswerAt: number | undefined;
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  static create(options: RedisProberOptions): RedisProber {
    return new RedisProber(options);
  }

  private constructor(options: RedisProberOptions) {
    this.#options = options;
    this.#config = options.config;
    this.#mode = options.config.mode;
  }

  get record(): RedisRecord {
    const { namespace } = this.#options;
    const config = this.#config;
    return {
      name: config.name,
      mode: this.#mode ?? 'standalone',
      role: config.role,
      required: config.required,
      expectedNodes: config.expectedNodes,
      memoryLimitBytes: config.memoryLimitBytes,
      namespace,
      samples: this.#samples,
      lastAnswerAt: this.#lastAnswerAt,
      notAvailable: [...this.#notAvailable],
      changes: this.#changes,
    };
  }

  /** Takes settings that leave the address as it is. */
  configure(config: RedisInstanceConfig): void {
    this.#config = config;
    // The user may have got more rights.
    this.#notAvailable.clear();
  }

  /** Asks now, unless it already does. */
  async probe(): Promise<void> {
    this.#running ??= this.#round().finally(() => {
      this.#running = undefined;
    });
    await this.#running;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#nodes.forEach(node => node.close());
    this.#nodes.clear();
  }

  async #round(): Promise<void> {
    clearTimeout(this.#timer);
    const sample = await this.#sample();
    if (this.#closed) {
      this.#nodes.forEach(node => node.close());
      return;
    }
    this.#noteChanges(sample);
    const answers = sample.nodes.some(({ outcome }) => outcome === 'ok');
    this.#lastAnswerAt = answers ? sample.at : this.#lastAnswerAt;
    this.#samples.push(sample);
    this.#samples.splice(0, this.#samples.length - mostSamples);
    this.#schedule(this.#nextDelay());
    this.#options.onChange();
  }

  #noteChanges(sample: RedisSample): void {
    const { telemetry } = this.#options;
    sample.nodes.forEach(({ outcome }) => telemetry?.probe(outcome));
    this.#changes = [
      ...this.#changes.filter(({ at }) => sample.at - at < changesMs),
      ...findRedisChanges(this.#samples, sample),
    ].slice(-mostChanges);
  }

  /** One silent round is no proof: the second one comes soon. */
  #nextDelay(): number {
    const { intervalMs } = this.#options;
    const silent = (sample: RedisSample | undefined) =>
      sample?.nodes.some(({ outcome }) => outcome !== 'ok') ?? false;
    if (!silent(this.#samples.at(-1))) {
      return intervalMs;
    }
    return Math.min(
      intervalMs,
      silent(this.#samples.at(-2)) ? retryMs : confirmMs,
    );
  }

  #schedule(delayMs: number): void {
    clearTimeout(this.#timer);
    if (!this.#closed) {
      this.#timer = setTimeout(() => void this.probe(), delayMs);
      this.#timer.unref();
    }
  }

  async #sample(): Promise<RedisSample> {
    const at = (this.#options.clock ?? Date.now)();
    if (this.#mode === 'sentinel') {
      return await this.#sampleSentinel(at);
    }
    const seeds = [
      this.#seed(),
      ...[...this.#nodes.values()].filter(one => one !== this.#seed()),
    ];
    let failure: RedisNodeSample[] = [];
    for (const seed of this.#mode === 'cluster' ? seeds : seeds.slice(0, 1)) {
      const { clusterMode, ...first } = await seed.sample(at);
      if (first.outcome === 'ok' && (clusterMode || this.#mode === 'cluster')) {
        this.#mode = 'cluster';
        return await this.#sampleCluster(seed, at);
      }
      if (first.outcome === 'ok') {
        this.#mode ??= 'standalone';
        return { at, nodes: [first] };
      }
      failure = [...failure, first];
    }
    return { at, nodes: failure };
  }

  async #sampleCluster(seed: RedisNode, at: number): Promise<RedisSample> {
    const cluster = await this.#askCluster(seed);
    const addresses = new Set(
      (cluster?.ranges.flatMap(({ nodes }) => nodes) ?? []).filter(address =>
        this.#mayAsk(address),
      ),
    );
    if (addresses.size > 0) {
      this.#keep(addresses);
    }
    const known = addresses.size > 0 ? [...addresses] : [seed.address];
    return {
      at,
      cluster,
      nodes: await Promise.all(known.map(address => this.#ask(address, at))),
    };
  }

  /** Ends connections to nodes that are no longer part of it. */
  #keep(addresses: ReadonlySet<string>): void {
    for (const [address, node] of this.#nodes) {
      if (!addresses.has(address) && node !== this.#seed()) {
        node.close();
        this.#nodes.delete(address);
      }
    }
  }

  /** Asked no more once it is refused: each refusal counts as an error in Redis. */
  async #askCluster(seed: RedisNode): Promise<RedisClusterSample | undefined> {
    if (this.#notAvailable.has('Slot map')) {
      return undefined;
    }
    try {
      return await seed.cluster();
    } catch (error) {
      if (isRefusal(error)) {
        this.#notAvailable.add('Slot map');
      }
      return undefined;
    }
  }

  async #sampleSentinel(at: number): Promise<RedisSample> {
    const seed = this.#seed();
    try {
      const { primary, replicas, ...sentinel } = await seed.sentinel(
        this.#config.sentinelGroup,
      );
      const addresses = [primary, ...replicas].filter(one => this.#mayAsk(one));
      this.#keep(new Set(addresses));
      const nodes = addresses.map(address => this.#ask(address, at));
      return { at, sentinel, nodes: await Promise.all(nodes) };
    } catch (error) {
      const { clusterMode, ...node } = await seed.sample(at);
      return { at, nodes: [failedSentinel(node, error)] };
    }
  }

  async #ask(address: string, at: number): Promise<RedisNodeSample> {
    const { clusterMode, ...sample } = await this.#node(address).sample(at);
    return sample;
  }

  /** A named instance is trusted with its whole group. */
  #mayAsk(address: string): boolean {
    const { host, config } = this.#options;
    const { port } = this.#config;
    return (
      config.match !== undefined ||
      isNearAddress(address, {
        host,
        port: config.mode === 'sentinel' ? behindSentinels : port,
      })
    );
  }

  #seed(): RedisNode {
    return this.#node(`${this.#options.host}:${this.#config.port}`);
  }

  #node(address: string): RedisNode {
    const known = this.#nodes.get(address);
    if (known) {
      return known;
    }
    const colon = address.lastIndexOf(':');
    const host = address.slice(0, colon);
    const isSentinel =
      this.#mode === 'sentinel' &&
      address === `${this.#options.host}:${this.#config.port}`;
    const node = RedisNode.create({
      login: () => (isSentinel && this.#config.sentinel) || this.#config,
      instanceHost: this.#options.host,
      host,
      port: Number(address.slice(colon + 1)),
      title: titleOf(host, address),
      onClose: () => this.#schedule(0),
    });
    this.#nodes.set(address, node);
    return node;
  }
}

/** A Sentinel that is well and does not tell its group is not a Redis that is well. */
function failedSentinel(
  { node, address, ...answer }: RedisNodeSample,
  error: unknown,
): RedisNodeSample {
  return answer.outcome === 'ok'
    ? {
        node,
        address,
        outcome: redisFailureOf(error),
        message: error instanceof Error ? error.message : String(error),
      }
    : { node, address, ...answer };
}

/** The pod's name of a headless service; an address stays as it is. */
function titleOf(host: string, address: string): string {
  return /^[\d.]+$|:|^localhost$/.test(host) ? address : host.split('.')[0];
}
