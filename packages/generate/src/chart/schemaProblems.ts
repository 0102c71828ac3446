import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { z } from 'zod';
import { projectRoot } from '../projectRoot';
import { KubernetesObject } from './KubernetesObject';

const folder = join(projectRoot, 'packages/generate/src/chart/schemas');
const ajv = new Ajv({
  strict: false,
  unicodeRegExp: false,
  logger: false,
  code: { regExp: Object.assign(goRegExp, { code: 'goRegExp' }) },
});
ajv.addSchema(read('definitions.json'));

/** What is wrong with an object by its kind's strict schema: unknown, missing and mistyped fields. */
export function schemaProblems(object: KubernetesObject): string[] {
  const file = `${[object.kind, ...object.apiVersion.split('/')]
    .join('_')
    .toLowerCase()}.json`;
  const validate =
    ajv.getSchema(file) ?? ajv.compile({ ...read(file), $id: file });
  validate(object);
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${object.kind}/${
        object.metadata.name
      }${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

/** Kubernetes checks patterns with Go's expressions, which can start with flags. */
function goRegExp(pattern: string, flags: string): RegExp {
  return pattern.includes('(?i)')
    ? new RegExp(pattern.replace('(?i)', ''), `${flags}i`)
    : new RegExp(pattern, flags);
}

function read(file: string): Record<string, unknown> {
  return z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
}
