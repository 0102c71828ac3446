/** node scripts/set-image-tag.mjs ENVIRONMENT TAG: writes what this environment runs into its values. */
import { readFileSync, writeFileSync } from 'node:fs';

const [environment = '', tag = ''] = process.argv.slice(2);
if (!/^[a-z]+$/.test(environment) || !/^[0-9a-f]{40}$/.test(tag)) {
  console.error(`Cannot set the image of "${environment}" to "${tag}": a tag is a commit of 40 characters`);
  process.exit(2);
}

const file = `ops/charts/env/${environment}/values.yaml`;
const before = readFileSync(file, 'utf8');
// Quoted, since a tag of digits alone would be read as a number
const line = `imageTag: "${tag}"`;
const after = /^imageTag:.*$/m.test(before) ? before.replace(/^imageTag:.*$/m, line) : `${line}\n${before}`;
writeFileSync(file, after);
console.log(`${file}: ${line}`);
