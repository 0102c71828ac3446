/** A setting that cannot be used: says which variable, which rule, and what it is now. */
export class EnvError extends Error {
  override name = 'EnvError' as const;

  constructor(
    readonly variable: string,
    readonly rule: string,
    current: string | undefined,
  ) {
    super(`${variable} ${rule}: ${current === undefined ? 'it is not set' : `current value is "${current}"`}`);
  }
}
