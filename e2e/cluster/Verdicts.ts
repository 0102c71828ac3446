import { Page } from '@playwright/test';
import { EnvironmentName } from './DeployedService';
import { until } from './until';

/** What the open page said, and how long after the start of the watch. */
export type Verdict = { afterSeconds: number; level: string; text: string };

/** Reads the verdict on an open health page, as a person who looks at it would. */
export class Verdicts {
  readonly #page: Page;
  readonly #seen: Verdict[] = [];
  #started = Date.now();
  #timer: NodeJS.Timeout | undefined;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Opens the page of an environment, and reads its first verdict. */
  static async open(
    page: Page,
    name: string,
    environment: EnvironmentName,
  ): Promise<Verdicts> {
    await page.goto(
      `/catalog/default/component/${name}/health?env=${environment}`,
    );
    await page.locator('[data-size="hero"]').waitFor();
    const verdicts = new Verdicts(page);
    await verdicts.#look();
    return verdicts;
  }

  /** Notes every change from now on. */
  watch(): void {
    this.#started = Date.now();
    let looking = false;
    this.#timer = setInterval(async () => {
      if (looking) return;
      looking = true;
      // Between two states the card may be away for a moment
      await this.#look().catch(() => {});
      looking = false;
    }, 500);
  }

  /**
   * Waits until the page says that the service is healthy, or that it is not, and ends the watch.
   *
   * @returns all that it said, in order
   */
  async stop({ healthy }: { healthy: boolean }): Promise<readonly Verdict[]> {
    await until(
      `the page to say that it is ${healthy ? '' : 'not '}healthy`,
      180,
      async () => (this.#seen.at(-1)?.level === 'healthy') === healthy,
    );
    clearInterval(this.#timer);
    return this.#seen;
  }

  async #look(timeout = 5_000): Promise<void> {
    const card = this.#page.locator('[data-size="hero"]');
    const level = await card.getAttribute('data-level', { timeout });
    const text = await card.locator('p').first().innerText({ timeout });
    const last = this.#seen.at(-1);
    if (level === null) return;
    // Of a text that counts on, the first is enough
    if (last?.level === level && still(last.text) === still(text)) return;
    const afterSeconds = (Date.now() - this.#started) / 1_000;
    this.#seen.push({ afterSeconds, level, text });
  }
}

function still(text: string): string {
  return text.replace(/\d+/g, '');
}
