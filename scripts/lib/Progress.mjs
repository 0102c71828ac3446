import { formatDuration } from './formatDuration.mjs';

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const marks = { done: '✓', failed: '✗', skipped: '-' };
const colours = { done: 32, failed: 31, skipped: 33 };

/**
 * Says which steps run and for how long: one line that ticks on a terminal,
 * plain lines with a sign of life every half minute elsewhere.
 */
export class Progress {
  #stream;
  #live;
  #active = new Map();
  #timer;
  #frame = 0;

  constructor(stream = process.stdout) {
    this.#stream = stream;
    this.#live = Boolean(stream.isTTY) && process.env.TERM !== 'dumb';
  }

  /** Runs `work` under `title`; `work` may add a word on its outcome with `note(text)`. */
  async step(title, work) {
    const step = { title, started: Date.now(), note: '' };
    this.#begin(step);
    try {
      const result = await work({
        note: text => {
          step.note = text;
        },
      });
      this.#end(step, outcomeOf(result));
      return result;
    } catch (error) {
      this.#end(step, 'failed');
      throw error;
    }
  }

  /** Writes whole lines without disturbing the ticking line. */
  print(text) {
    this.#clear();
    this.#stream.write(`${text}\n`);
    this.#draw();
  }

  /** Takes the ticking line away. */
  stop() {
    this.#clear();
    this.#active.clear();
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #begin(step) {
    this.#active.set(step, step);
    if (!this.#live) {
      this.#stream.write(`  ${step.title} ...\n`);
    }
    this.#timer ??= setInterval(
      () => this.#tick(),
      this.#live ? 100 : 30_000,
    ).unref();
    this.#draw();
  }

  #end(step, outcome) {
    if (!this.#active.delete(step)) {
      return;
    }
    const note = step.note ? ` (${step.note})` : '';
    const mark = this.#coloured(marks[outcome], colours[outcome]);
    const elapsed = this.#coloured(
      formatDuration(Date.now() - step.started),
      90,
    );
    this.print(`${mark} ${step.title}${note}  ${elapsed}`);
    if (this.#active.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }

  #tick() {
    if (this.#live) {
      this.#frame = (this.#frame + 1) % frames.length;
      this.#clear();
      this.#draw();
      return;
    }
    for (const { title, started } of this.#active.values()) {
      const elapsed = Date.now() - started;
      if (elapsed > 15_000) {
        this.#stream.write(`  ${title} ... ${formatDuration(elapsed)}\n`);
      }
    }
  }

  #draw() {
    if (!this.#live || this.#active.size === 0) {
      return;
    }
    const steps = [...this.#active.values()].map(
      ({ title, started }) =>
        `${title} ${Math.floor((Date.now() - started) / 1000)} s`,
    );
    const line = `${frames[this.#frame]} ${steps.join('  ·  ')}`;
    this.#stream.write(line.slice(0, (this.#stream.columns || 80) - 1));
  }

  #clear() {
    if (this.#live) {
      this.#stream.write('\r\x1b[K');
    }
  }

  #coloured(text, code) {
    return this.#live && !process.env.NO_COLOR
      ? `\x1b[${code}m${text}\x1b[0m`
      : text;
  }
}

function outcomeOf(result) {
  if (result?.failed > 0) {
    return 'failed';
  }
  return result?.skipped?.length > 0 && !result.passed ? 'skipped' : 'done';
}
