import Ajv, { ErrorObject } from 'ajv';
import ajvErrors from 'ajv-errors';
import { Answers } from './Answers';
import { InvalidAnswersError } from './InvalidAnswersError';
import { Template } from './readTemplate';

/**
 * Checks answers against the template's parameters as the form does, page by page, and fills in the
 * defaults.
 *
 * @returns a copy of the answers with every default filled in
 * @throws InvalidAnswersError with one sentence for each answer that does not fit
 */
export function validateAnswers(template: Template, answers: Answers): Answers {
  const complete = structuredClone(answers);
  const ajv = new Ajv({ strict: false, allErrors: true, useDefaults: true });
  ajvErrors(ajv);
  const problems = [
    ...unknownAnswers(template, answers),
    ...template.spec.parameters.flatMap(page => {
      const validate = ajv.compile(page);
      validate(complete);
      return (validate.errors ?? [])
        .filter(saysSomething)
        .map(error => describe(error, complete));
    }),
  ];
  if (problems.length > 0) {
    throw new InvalidAnswersError([...new Set(problems)]);
  }
  return complete;
}

/** A mistyped field would otherwise fall back to its default without a word. */
function unknownAnswers(template: Template, answers: Answers): string[] {
  const names = [...new Set(template.spec.parameters.flatMap(propertyNames))];
  return Object.keys(answers)
    .filter(name => !names.includes(name))
    .map(name => `Unknown answer "${name}": choose from ${names.join(', ')}`);
}

/** Names of all properties, those that depend on other answers included. */
function propertyNames(schema: unknown): string[] {
  if (Array.isArray(schema)) {
    return schema.flatMap(propertyNames);
  }
  if (typeof schema !== 'object' || schema === null) {
    return [];
  }
  return Object.entries(schema).flatMap(([key, value]) =>
    key === 'properties' && typeof value === 'object' && value !== null
      ? Object.keys(value)
      : propertyNames(value),
  );
}

/**
 * Whether an error tells the reader something: that no branch of a `oneOf` fits is said better by
 * the branch that was meant, and the branches that were not meant complain of the deciding answer.
 */
function saysSomething({ keyword, schemaPath }: ErrorObject): boolean {
  const decidesBranch = keyword === 'enum' && schemaPath.includes('/oneOf/');
  return keyword !== 'oneOf' && !decidesBranch;
}

function describe(error: ErrorObject, answers: Answers): string {
  const message = error.message ?? 'does not fit';
  const [name] = error.instancePath.split('/').slice(1);
  if (error.keyword === 'errorMessage' || !name) {
    return message;
  }
  return `Cannot use ${JSON.stringify(
    answers[name],
  )} for "${name}": ${message}`;
}
