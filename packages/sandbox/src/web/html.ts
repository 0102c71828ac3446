/** Markup that is safe to put into a page as it is. */
export class Html {
  readonly text: string;

  static create(text: string): Html {
    return new Html(text);
  }

  private constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

type Value = string | number | undefined | Html | Html[];

/** Template tag that escapes each value that is not markup already. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  const text = strings.map((part, index) =>
    index < values.length ? part + render(values[index]) : part,
  );
  return Html.create(text.join(''));
}

function render(value: Value): string {
  if (Array.isArray(value)) {
    return value.map(String).join('');
  }
  return value instanceof Html ? value.text : escape(String(value ?? ''));
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
