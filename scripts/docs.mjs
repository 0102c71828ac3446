import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { generatedParts } from './docs/generatedParts.mjs';
import { paths } from './lib/paths.mjs';

// Writes what is generated in the documentation; `npm test` checks that it is current
for (const { file, text } of await generatedParts()) {
  writeFileSync(file, text);
  console.log(relative(paths.root, file));
}
