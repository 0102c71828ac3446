/** The answers do not fit the template's parameters. */
export class InvalidAnswersError extends Error {
  override readonly name = 'InvalidAnswersError';
  /** One sentence for each answer that does not fit. */
  readonly problems: string[];

  constructor(problems: string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}
