import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { Answers } from './Answers';
import { readTemplate } from './readTemplate';
import { renderSkeleton } from './renderSkeleton';
import { readFolder } from './testing/readFolder';
import { validateAnswers } from './validateAnswers';

const base: Answers = {
  name: 'visit-tracker',
  owner: 'group:default/team-a',
  repoUrl: 'github.com?owner=acme&repo=visit-tracker',
};

/** A whole repository is written in each test. */
const patience = 60_000;

const texts: Record<string, string> = {
  'quotes of both kinds': `it's "the" \\"service\\" \`of\` ours`,
  'what YAML means something by': '- key: value # {[*&!|>%@',
  'a colon at its end': 'Counts:',
  'what Helm and Prometheus mean something by': '{{ .Values.x }} {{ $labels }}',
  'what the template means something by':
    '${{ values.name }} {% if x %} {# y #}',
  'what GitHub means something by': '${{ secrets.TOKEN }}',
  'the end of a script': '</script><script>alert(1)</script>',
  'the end of a comment': '--> <!-- */ /*',
  'lines of their own': 'one\n---\nkind: Secret\r\n# two',
  'a tab and a backslash': 'a\tb \\n \\u0000 C:\\x',
  'words that YAML reads as something else': 'null',
  'a number': '0x10',
  'right to left': 'عداد الزيارات \u202Eabc',
  'emoji and joined signs': '👩‍👩‍👧 🇺🇦 e\u0301',
  'what a shell means something by': '$(rm -rf /) `id` "; exit 1',
  'as long as it may be': 'x'.repeat(200),
};

const names = {
  'as long as it may be': 'a'.repeat(40),
  'as short as it may be': 'a',
  'of digits but for one letter': 'e123',
  "YAML's true": 'true',
  "YAML's null": 'null',
  "old YAML's yes": 'y',
  "Node's own module": 'http',
  "Kubernetes' own word": 'kubernetes',
};

let folder: string;
/** What the same answers without anything hostile make. */
let plain: Map<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-'));
  plain = await render(base);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

it.each(Object.entries(texts))(
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

it.each(Object.entries(names))(
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
