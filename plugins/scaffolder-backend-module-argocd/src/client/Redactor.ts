const shortest = 3;
/** A line of a key that is shorter than this gives nothing away. */
const shortestLine = 16;

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
    formsOf(secret)
      .filter(({ length }) => length >= shortest)
      .forEach(form => this.#secrets.add(form));
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

/** As it is, in URLs, in headers, in JSON, and each line of a key. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    secret.trim(),
    // By way of the bytes: half a surrogate pair alone cannot be encoded.
    encodeURIComponent(bytes.toString()),
    new URLSearchParams([['', secret]]).toString().slice(1),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    json,
    // Go also escapes what HTML could misread.
    json.replace(/[<>&]/g, goEscape),
    ...linesOf(secret),
  ];
}

function goEscape(character: string): string {
  return `\\u00${character.charCodeAt(0).toString(16)}`;
}

function linesOf(secret: string): string[] {
  const lines = secret.split(/\r?\n/).map(line => line.trim());
  return lines.length === 1
    ? []
    : lines.filter(
        line => line.length >= shortestLine && !/^-+(BEGIN|END) /.test(line),
      );
}
