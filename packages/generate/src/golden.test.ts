import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Answers } from './Answers';
import { projectRoot } from './projectRoot';
import { renderSkeleton } from './renderSkeleton';
import { readFolder } from './testing/readFolder';

const base: Answers = {
  name: 'visit-tracker',
  owner: 'group:default/team-a',
  repoUrl: 'github.com?owner=acme&repo=visit-tracker',
};

const answersOf: Record<string, Answers> = {
  least: base,
  most: {
    ...base,
    description: 'Counts "visits": all of them',
    system: 'system:default/shop',
    lifecycle: 'production',
    environments: ['dev', 'staging', 'prod'],
    redisMode: 'cluster',
    minReplicas: 4,
    maxReplicas: 12,
    imageRegistry: 'dockerhub',
    namespace: 'shop',
    domain: 'visits.example.org',
    argocdInstance: 'main',
    destinationServer: 'https://cluster.example.org:6443',
  },
  external: {
    ...base,
    repoUrl: 'git.example.org:3000?owner=platform&repo=counter',
    environments: ['dev', 'prod'],
    redisMode: 'external',
    redisHost: 'redis.example.org',
    redisPort: 6380,
  },
};

/** The lock file is rendered for its name alone. */
const leftOut = 'package-lock.json';

/*
 * What the template makes, beside its sources: whoever reviews a change of the template sees in the same diff what it
 * changes in a repository. UPDATE_GOLDEN=1 writes the files anew.
 */
describe.each(Object.entries(answersOf))(
  'the repository of the answers "%s"',
  (name, answers) => {
    const golden = join(projectRoot, `packages/generate/golden/${name}.txt`);
    let folder: string;
    let files: Map<string, string>;
    let sources: Map<string, string>;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'golden-'));
      await renderSkeleton(answers, folder);
      files = await readFolder(folder);
      sources = await readFolder(join(projectRoot, 'skeleton'));
    });

    afterAll(() => rm(folder, { recursive: true, force: true }));

    it('holds the rendered files that were reviewed', async () => {
      const written = [...files]
        .filter(([path]) => path !== leftOut && sources.has(`${path}.njk`))
        .map(([path, text]) => `======== ${path}\n${text}`)
        .join('\n');
      if (process.env.UPDATE_GOLDEN) {
        await writeFile(golden, written);
      }

      expect(written).toBe(await readFile(golden, 'utf8'));
    });

    it('holds every other file byte for byte, and no file more', () => {
      const expected = [...sources].filter(([path]) => !path.endsWith('.njk'));
      const copied = [...files].filter(([path]) => !sources.has(`${path}.njk`));

      expect(copied.map(([path]) => path)).toEqual(
        expected.map(([path]) => path),
      );
      expect(
        copied.filter(([path, text]) => sources.get(path) !== text),
      ).toEqual([]);
    });
  },
);
