import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Answers } from './Answers';
import { renderSkeleton } from './renderSkeleton';
import { readFolder } from './testing/readFolder';

const base: Answers = {
  name: 'visit-tracker',
  owner: 'group:default/team-a',
  repoUrl: 'github.com?owner=acme&repo=visit-tracker',
};

const matrix: Record<string, Answers> = {
  'the least that a person must fill in': base,
  'every environment, Redis Cluster': {
    ...base,
    environments: ['dev', 'staging', 'prod'],
  },
  'one Redis everywhere, Docker Hub': {
    ...base,
    environments: ['dev', 'prod'],
    redisMode: 'standalone',
    imageRegistry: 'dockerhub',
  },
  'an external Redis, a domain, a system': {
    ...base,
    environments: ['dev', 'prod'],
    redisMode: 'external',
    redisHost: 'redis.example.org',
    domain: 'visits.example.org',
    system: 'system:default/shop',
    lifecycle: 'production',
  },
  'GitLab, a group path, awkward words': {
    ...base,
    name: 'a1',
    description: 'Says "hello": it\'s #1 & {{ counts }} <b>',
    repoUrl: 'gitlab.com?owner=acme%2Fteam&repo=a1',
  },
  'Gitea on a port': {
    ...base,
    repoUrl: 'git.example.org:3000?owner=o&repo=r',
  },
};

describe.each(Object.entries(matrix))(
  'renderSkeleton() with %s',
  (_, answers) => {
    let folder: string;
    let files: Map<string, string>;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'render-'));
      await renderSkeleton(answers, folder);
      files = await readFolder(folder);
    });

    afterAll(() => rm(folder, { recursive: true, force: true }));

    it('leaves no template expression and no template file behind', () => {
      const residue = [...files].filter(
        ([path, text]) =>
          path.endsWith('.njk') || /\$\{\{[-~]?\s*values\b|\{%/.test(text),
      );

      expect(residue.map(([path]) => path)).toEqual([]);
    });

    it('keeps the workflows byte for byte', async () => {
      const workflows = [...files].filter(([path]) =>
        path.startsWith('.github/workflows/'),
      );

      expect(workflows.length).toBeGreaterThan(2);
      for (const [path, text] of workflows) {
        // eslint-disable-next-line no-restricted-syntax
        const source = join(__dirname, '../../../skeleton', path);
        expect(text).toBe(await readFile(source, 'utf8'));
      }
    });

    it('writes YAML and JSON that parse', () => {
      const broken = [...files].flatMap(([path, text]) => problems(path, text));

      expect(broken).toEqual([]);
    });

    it('describes the service to the catalog as answered', () => {
      const [component] = parseAllDocuments(
        files.get('catalog-info.yaml') ?? '',
      );
      const entity = component.toJS();

      expect(entity).toMatchObject({
        kind: 'Component',
        metadata: {
          name: answers.name,
          annotations: {
            'backstage.io/kubernetes-id': answers.name,
            'backstage.io/kubernetes-namespace': 'sre-challenge',
          },
        },
        spec: { owner: answers.owner },
      });
      expect(entity.metadata.description).toBe(
        answers.description ?? 'Counts visits',
      );
    });

    it('remembers who made it from what', () => {
      const marker = JSON.parse(files.get('.backstage/template.json') ?? '');

      expect(marker).toMatchObject({
        taskId: 'generate',
        answers: JSON.parse(JSON.stringify(answers)),
      });
    });
  },
);

describe('renderSkeleton()', () => {
  const before = process.env.TMPDIR;
  let home: string;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'render-'));
    process.env.TMPDIR = home;
  });

  afterEach(async () => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    await rm(home, { recursive: true, force: true });
  });

  it('leaves nothing but the repository behind', async () => {
    await renderSkeleton(base, join(home, 'repository'));

    expect(await readdir(home)).toEqual(['repository']);
  });
});

/** Helm templates are no YAML before they are rendered; the chart's own suite looks at them. */
function problems(path: string, text: string): string[] {
  if (/charts\/templates\//.test(path)) {
    return [];
  }
  if (/\.ya?ml$/.test(path)) {
    return parseAllDocuments(text, { logLevel: 'error' })
      .flatMap(document => ('errors' in document ? document.errors : []))
      .map(error => `${path}: ${error.message}`);
  }
  if (/\.json$/.test(path) && !/tsconfig/.test(path)) {
    try {
      JSON.parse(text);
    } catch (error) {
      return [`${path}: ${error}`];
    }
  }
  return [];
}
