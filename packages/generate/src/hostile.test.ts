import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { Answers } from './Answers';
import { InvalidAnswersError } from './InvalidAnswersError';
import { readTemplate, Template } from './readTemplate';
import { renderSkeleton } from './renderSkeleton';
import { hostileNames, hostileTexts } from './testing/hostileAnswers';
import { readFolder } from './testing/readFolder';
import { validateAnswers } from './validateAnswers';

const base: Answers = {
  name: 'visit-tracker',
  owner: 'group:default/team-a',
  repoUrl: 'github.com?owner=acme&repo=visit-tracker',
};

/** A whole repository is written in each test. */
const patience = 60_000;

let folder: string;
/** What the same answers without anything hostile make. */
let plain: Map<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-'));
  plain = await render(base);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

it.each(Object.entries(hostileTexts))(
  'a description with %s arrives unharmed, and changes nothing else',
  async (_, description) => {
    const files = await render({ ...base, description });
    const [component] = parseAllDocuments(textOf(files, 'catalog-info.yaml'));
    const changed = [...files]
      .filter(([path, text]) => plain.get(path) !== text)
      .map(([path]) => path);

    expect(component.toJS().metadata.description).toBe(description);
    expect(json(files, 'service.json').description).toBe(description);
    expect(parse(textOf(files, 'mkdocs.yml')).site_description).toBe(
      description,
    );
    expect(json(files, '.backstage/template.json').answers).toMatchObject({
      description,
    });
    expect(changed).toEqual([
      '.backstage/template.json',
      'README.md',
      'catalog-info.yaml',
      'mkdocs.yml',
      'service.json',
    ]);
    // One line of prose, whatever it holds
    expect(textOf(files, 'README.md').split('\n')).toHaveLength(
      textOf(plain, 'README.md').split('\n').length,
    );
    expect(textOf(files, 'README.md')).not.toContain('<script>');
  },
  patience,
);

it.each(Object.entries(hostileNames))(
  'a name and a namespace that are %s stay texts everywhere',
  async (_, name) => {
    const environments = ['dev', 'staging', 'prod'];
    const answers = { ...base, environments };
    const usual = await render(answers);
    const files = await render({ ...answers, name, namespace: name });

    expect(json(files, 'package-lock.json').name).toBe(name);
    expect(parse(textOf(files, 'ops/charts/Chart.yaml')).name).toBe(name);
    expect(shapes(files)).toEqual(shapes(usual));
  },
  patience,
);

/** Every other field that takes a text, with the answers that make the form show it. */
const fields: Record<string, Answers> = {
  owner: {},
  system: {},
  namespace: {},
  domain: {},
  argocdInstance: {},
  destinationServer: {},
  redisHost: { redisMode: 'external' },
};

const valid: Record<string, string> = {
  domain: 'visits.example.org',
  destinationServer: 'https://cluster.example.org:6443',
};

describe.each(Object.entries(fields))('as %s', (field, others) => {
  it(
    'a hostile text is refused with the reason, or arrives as a text and changes no shape',
    async () => {
      const template = await readTemplate();
      const environments = ['dev', 'staging', 'prod'];
      const usual = { ...base, environments, ...others };
      const shape = shapes(
        await render({ ...usual, [field]: valid[field] ?? 'shop' }),
      );
      const refused: string[] = [];
      const arrived: [string, unknown][] = [];

      for (const [what, text] of Object.entries(hostileTexts)) {
        const answers = { ...usual, [field]: text };
        const reason = reasonAgainst(template, answers);
        if (reason) refused.push(reason);
        else arrived.push([what, shapes(await render(answers))]);
      }
      expect(
        refused.filter(reason => !/^Cannot use th(e|is) \w+/.test(reason)),
      ).toEqual([]);
      expect(
        arrived.filter(
          ([, found]) => JSON.stringify(found) !== JSON.stringify(shape),
        ),
      ).toEqual([]);
      expect(refused.length).toBeGreaterThan(10);
    },
    patience,
  );
});

describe('answers that cannot work somewhere down the line', () => {
  it.each([
    ['a digit first', { name: '1a' }, 'a name starts with a letter'],
    ['a capital', { name: 'Visits' }, 'a name starts with a letter'],
    ['a dash last', { name: 'visits-' }, 'a name starts with a letter'],
    ['an underscore', { name: 'a_b' }, 'a name starts with a letter'],
    ['a dot', { name: 'a.b' }, 'a name starts with a letter'],
    ['a line break', { name: 'a\nb' }, 'a name starts with a letter'],
    ['41 characters', { name: 'a'.repeat(41) }, 'at most 40 characters'],
    ["Redis' own user", { name: 'default' }, 'Redis has a user of that name'],
    ["the chart's user", { name: 'operator' }, 'Redis has a user of that name'],
    [
      'a long description',
      { description: 'x'.repeat(2_000) },
      'Cannot use this description: it has at most 200 characters',
    ],
    ['a namespace in capitals', { namespace: 'Shop' }, 'only lower-case'],
    ["YAML's true", { name: 'true' }, 'or YAML reads it as something else'],
    ["YAML's null", { name: 'null' }, 'or YAML reads it as something else'],
    ["old YAML's yes", { name: 'y' }, 'or YAML reads it as something else'],
    ["npm's own folder", { name: 'node_modules' }, 'a name starts with'],
    ["npm's other refusal", { name: 'favicon.ico' }, 'a name starts with'],
    ["Prometheus' own label", { name: '__name__' }, 'a name starts with'],
    ['a label that DNS does not have', { name: '-a' }, 'a name starts with'],
    ['nobody as owner', { owner: '' }, 'Choose an owner'],
    ['a long namespace', { namespace: 'a'.repeat(56) }, '55 characters'],
    ['an URL as host name', { domain: 'https://x.org' }, 'without a scheme'],
    [
      'a port in the Redis host',
      { redisMode: 'external', redisHost: 'redis:6379' },
      'without a scheme or a port',
    ],
  ])('refuses %s', async (_, answers, message) => {
    const template = await readTemplate();

    expect(() => validateAnswers(template, { ...base, ...answers })).toThrow(
      message,
    );
  });
});

function reasonAgainst(
  template: Template,
  answers: Answers,
): string | undefined {
  try {
    validateAnswers(template, answers);
    return undefined;
  } catch (error) {
    return error instanceof InvalidAnswersError ? error.message : `${error}`;
  }
}

async function render(answers: Answers): Promise<Map<string, string>> {
  const output = await mkdtemp(join(folder, 'repository-'));
  await renderSkeleton(answers, output);
  const files = await readFolder(output);
  await rm(output, { recursive: true });
  return files;
}

/** Every YAML and JSON file with the type of each value in its place. Templates of the chart are no YAML yet. */
function shapes(files: Map<string, string>): Record<string, unknown> {
  return Object.fromEntries(
    [...files]
      .filter(([path]) => /\.(ya?ml|json)$/.test(path))
      .filter(([path]) => !/charts\/templates\/|^tsconfig/.test(path))
      // The answers are kept as they were given
      .filter(([path]) => path !== '.backstage/template.json')
      .map(([path, text]) => [
        path,
        parseAllDocuments(text).map(document => shapeOf(document.toJS())),
      ]),
  );
}

function shapeOf(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, item) =>
      typeof item === 'object' && item !== null ? item : typeof item,
    ),
  );
}

function textOf(files: Map<string, string>, path: string): string {
  return files.get(path) ?? '';
}

function json(files: Map<string, string>, path: string) {
  return JSON.parse(textOf(files, path));
}
