import { Assessment } from './assessApplication';

const heartbeatMs = 30_000;

/** Says what changes, and between changes that it is still there. */
export class ProgressLog {
  readonly #log: { info(line: string): void };
  readonly #waitingFor: string | undefined;
  readonly #start = Date.now();
  #last = '';
  #saidAt = Date.now();
  #hadImage: boolean | undefined;

  static create(
    log: { info(line: string): void },
    waitingFor?: string,
  ): ProgressLog {
    return new ProgressLog(log, waitingFor);
  }

  private constructor(
    log: { info(line: string): void },
    waitingFor: string | undefined,
  ) {
    this.#log = log;
    this.#waitingFor = waitingFor;
  }

  report(assessment: Assessment): void {
    if (
      !assessment.hasImage &&
      this.#hadImage === undefined &&
      this.#waitingFor
    ) {
      this.#write(`Waiting for ${this.#waitingFor}`);
    }
    if (assessment.hasImage && this.#hadImage === false) {
      this.#write('The image has arrived, following the rollout');
    }
    this.#hadImage = assessment.hasImage;
    this.say(assessment.line);
  }

  /** Say a line once, then only at intervals. */
  say(line: string): void {
    if (line !== this.#last) {
      this.#last = line;
      this.#write(line);
    } else if (Date.now() - this.#saidAt >= heartbeatMs) {
      const target =
        this.#hadImage === false && this.#waitingFor
          ? `Waiting for ${this.#waitingFor}`
          : line;
      this.#write(`${target} (${elapsed(Date.now() - this.#start)})`);
    }
  }

  #write(line: string): void {
    this.#saidAt = Date.now();
    this.#log.info(line);
  }
}

function elapsed(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60
    ? `${seconds} s`
    : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
