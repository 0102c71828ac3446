/** One condition of a label selector; all of them must hold. */
export interface LabelRequirement {
  key: string;
  operator: 'in' | 'notIn' | 'exists' | 'notExists';
  values: string[];
}

const mostText = 1_000;
const key =
  '(?:[a-zA-Z0-9][-a-zA-Z0-9.]*/)?[a-zA-Z0-9](?:[-\\w.]*[a-zA-Z0-9])?';
const value = '(?:[a-zA-Z0-9](?:[-\\w.]*[a-zA-Z0-9])?)?';
const equality = new RegExp(`^(${key})\\s*(==|=|!=)\\s*(${value})$`);
const membership = new RegExp(
  `^(${key})\\s+(in|notin)\\s*\\(\\s*(${value}(?:\\s*,\\s*${value})*)\\s*\\)$`,
);
const existence = new RegExp(`^(!?)\\s*(${key})$`);

/** Reads a label selector as Kubernetes does; nothing when it would refuse it. */
export function parseLabelSelector(
  text: string,
): LabelRequirement[] | undefined {
  if (text.length > mostText) {
    return undefined;
  }
  // Commas within brackets belong to the values.
  const parts = text.split(/,(?![^(]*\))/).map(part => part.trim());
  const requirements = parts.map(parseRequirement);
  const known = requirements.flatMap(one => one ?? []);
  return known.length === parts.length ? known : undefined;
}

function parseRequirement(text: string): LabelRequirement | undefined {
  const equal = equality.exec(text);
  if (equal) {
    return {
      key: equal[1],
      operator: equal[2] === '!=' ? 'notIn' : 'in',
      values: [equal[3]],
    };
  }
  const member = membership.exec(text);
  if (member) {
    return {
      key: member[1],
      operator: member[2] === 'in' ? 'in' : 'notIn',
      values: member[3].split(',').map(one => one.trim()),
    };
  }
  const exists = existence.exec(text);
  return exists
    ? {
        key: exists[2],
        operator: exists[1] === '!' ? 'notExists' : 'exists',
        values: [],
      }
    : undefined;
}
