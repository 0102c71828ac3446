const shortest = 3;

/** Takes secrets out of every text that leaves an action. */
export class Redactor {
  readonly #secrets = new Set<string>();

  static create(): Redactor {
    return new Redactor();
  }

  private constructor() {}

  /** Remember a secret, with the forms in which it may come back. */
  add(secret: string | undefined): void {
    if (!secret || secret.length < shortest) {
      return;
    }
    for (const form of [
      secret,
      secret.trim(),
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
      JSON.stringify(secret).slice(1, -1),
    ]) {
      if (form.length >= shortest) {
        this.#secrets.add(form);
      }
    }
  }

  /** The text without secrets and without user names and passwords in URLs. */
  readonly redact = (text: string): string => {
    const longestFirst = [...this.#secrets].sort((a, b) => b.length - a.length);
    return longestFirst
      .reduce((result, secret) => result.replaceAll(secret, '***'), text)
      .replace(/:\/\/[^\s/@"']+@/g, '://***@')
      .replace(/\b(Bearer|Basic) [\w.~+/=-]{8,}/gi, '$1 ***');
  };
}
