import { Selector } from './Selector';

type LabelTest = (labels: Record<string, string>) => boolean;

/** Reads a label selector of a query, equality and sets alike; throws on one that cannot be read. */
export function parseLabelSelector(text: string): Selector {
  const tests = splitTerms(text).map(parseTerm);
  return object => {
    const labels = object.metadata.labels ?? {};
    return tests.every(test => test(labels));
  };
}

// Commas inside parentheses separate values, not terms.
function splitTerms(text: string): string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map(term => term.trim())
    .filter(term => term !== '');
}

function parseTerm(term: string): LabelTest {
  const set = /^([^\s!=]+)\s+(in|notin)\s*\(([^()]*)\)$/.exec(term);
  if (set) {
    const [, key, operator, list] = set;
    const values = list.split(',').map(value => value.trim());
    return operator === 'in'
      ? labels => key in labels && values.includes(labels[key])
      : labels => !(key in labels) || !values.includes(labels[key]);
  }
  const equality = /^([^\s!=]+)\s*(==|=|!=)\s*([^\s!=]*)$/.exec(term);
  if (equality) {
    const [, key, operator, value] = equality;
    return operator === '!='
      ? labels => labels[key] !== value
      : labels => labels[key] === value;
  }
  const existence = /^(!?)\s*([^\s!=()]+)$/.exec(term);
  if (existence) {
    const [, not, key] = existence;
    return labels => key in labels === (not === '');
  }
  throw new Error(
    `unable to parse requirement: found '${term}', expected: identifier, operator and value`,
  );
}
