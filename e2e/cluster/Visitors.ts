import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Namespace } from './Namespace';
import { until } from './until';
import { parseVisitReport, VisitReport } from './VisitReport';
import { visitorPod } from './visitorPod';

/** Visitors of one environment, who run as a pod of its namespace. */
export class Visitors {
  readonly #namespace: Namespace;
  readonly #pod: string;

  private constructor(namespace: Namespace, pod: string) {
    this.#namespace = namespace;
    this.#pod = pod;
  }

  /**
   * Starts them, and waits until they count.
   *
   * @param options.name - the service
   * @param options.image - an image with Node.js as its entry point: the service's own
   * @param options.node - where they run; anywhere by default
   */
  static async start(options: {
    namespace: Namespace;
    name: string;
    image: string;
    node?: string;
    clients?: number;
    pauseMs?: number;
  }): Promise<Visitors> {
    const { namespace } = options;
    const script = await readFile(join(__dirname, 'visitor.mjs'), 'utf8');
    const pod = `${options.name}-visitors`;
    await namespace.kubectl([
      ...['delete', 'pod', pod, '--ignore-not-found', '--grace-period', '0'],
      ...['--force', '--wait'],
    ]);
    await namespace.apply(visitorPod({ ...options, pod, script }));
    const visitors = new Visitors(namespace, pod);
    await until('the visitors to count', 180, async () => {
      const said = await visitors.#said('progress');
      return Number(said?.acknowledged ?? 0) > 20;
    });
    return visitors;
  }

  /** How many visits were acknowledged up to now. */
  async acknowledged(): Promise<number> {
    const said = await this.#said('progress');
    return Number(said?.acknowledged ?? 0);
  }

  /** Waits until so many more visits were acknowledged. */
  async more(visits: number, seconds: number): Promise<void> {
    const from = await this.acknowledged();
    await until(`${visits} more visits`, seconds, async () => {
      return (await this.acknowledged()) >= from + visits;
    });
  }

  /** Ends them, and waits for their report. */
  async stop(): Promise<VisitReport> {
    const report = await until('the report', 400, async () => {
      const said = await this.#report();
      // Fails where they end before it has answered; telling them twice is no harm
      if (!said) await this.#tellToStop().catch(() => {});
      return said;
    });
    await this.#namespace.kubectl(['delete', 'pod', this.#pod, '--wait=false']);
    return parseVisitReport(report);
  }

  async #report(): Promise<unknown> {
    const message = await this.#namespace.field(
      `pod/${this.#pod}`,
      '.status.containerStatuses[0].state.terminated.message',
    );
    return message === '' ? undefined : JSON.parse(message);
  }

  async #tellToStop(): Promise<void> {
    await this.#namespace.kubectl([
      ...['exec', this.#pod, '--', '/nodejs/bin/node', '--eval'],
      "process.kill(1, 'SIGTERM')",
    ]);
  }

  async #said(event: string): Promise<Record<string, unknown> | undefined> {
    const log = await this.#namespace.kubectl([
      ...['logs', this.#pod, '--tail', '5'],
    ]);
    return log
      .split('\n')
      .filter(line => line.startsWith('{'))
      .map(line => JSON.parse(line))
      .findLast(said => said.event === event);
  }
}
