import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { projectRoot } from './projectRoot';

const pageSchema = z.looseObject({
  properties: z.record(z.string(), z.looseObject({})),
  dependencies: z.record(z.string(), z.unknown()).optional(),
});

const templateSchema = z.object({
  spec: z.object({
    parameters: z.array(pageSchema),
    steps: z.array(
      z.looseObject({
        id: z.string(),
        input: z.custom<JsonObject>(isObject).optional(),
      }),
    ),
  }),
});

/** The parts of `template/template.yaml` that rendering needs. */
export type Template = z.infer<typeof templateSchema>;

/** Reads this project's own template. */
export async function readTemplate(): Promise<Template> {
  const text = await readFile(
    join(projectRoot, 'template/template.yaml'),
    'utf8',
  );
  return templateSchema.parse(parse(text));
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
