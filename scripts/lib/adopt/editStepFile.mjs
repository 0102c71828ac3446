import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

/** Rewrites the file of an install page's step in `folder`: YAML as the object that it holds, anything else as text. */
export function editStepFile(folder, step, { yaml, source }) {
  const file = join(folder, step.file);
  const before = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    /\.ya?ml$/.test(file)
      ? stringify(yaml(parse(before), parse(step.text)))
      : source(before, step.text),
  );
}
