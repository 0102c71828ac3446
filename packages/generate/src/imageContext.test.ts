import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import dockerignore from '@balena/dockerignore';
import { renderSkeleton } from './renderSkeleton';
import { readFolder } from './testing/readFolder';

// A whole repository is written, on a machine that may be busy
jest.setTimeout(60_000);

describe('what the builder of the image is given', () => {
  let folder: string;
  let files: Map<string, string>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'image-'));
    await renderSkeleton(
      {
        name: 'visit-tracker',
        owner: 'group:default/team-a',
        repoUrl: 'github.com?owner=acme&repo=visit-tracker',
      },
      folder,
    );
    files = await readFolder(folder);
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  function admits(path: string): boolean {
    return !dockerignore()
      .add(files.get('.dockerignore') ?? '')
      .ignores(path);
  }

  /** What a stage copies out of the context. */
  function copiedBy(stage: string): string[] {
    const [, text = ''] =
      new RegExp(`^FROM \\S+ AS ${stage}$([^]*?)(?=^FROM|(?![^]))`, 'm').exec(
        files.get('Dockerfile') ?? '',
      ) ?? [];
    return [...text.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(
      ([, sources]) => sources.split(' '),
    );
  }

  it('holds every file that a test of the repository reads', () => {
    const named = [...files]
      .filter(([path]) => path.startsWith('test/'))
      .flatMap(([, text]) => [...text.matchAll(/'([a-z][\w./-]+\.\w+)'/g)])
      .map(([, path]) => path)
      .filter(path => files.has(path));

    expect(named).toEqual(
      expect.arrayContaining(['ops/charts/values.yaml', 'mkdocs.yml']),
    );
    expect(named.filter(path => !admits(path))).toEqual([]);
  });

  it('lets the stage "test" lint, type-check and build', () => {
    const needed = [...files.keys()].filter(path =>
      /^((app|docs|lib|ops|public|scripts|test)\/|[^./][^/]*\.(m?js|ts|json|yml)$)/.test(
        path,
      ),
    );
    const unused = ['catalog-info', 'docker-compose', 'openapi', 'renovate'];

    expect(
      needed.filter(
        path => !admits(path) && !unused.some(name => path.startsWith(name)),
      ),
    ).toEqual([]);
    expect(copiedBy('test')).toEqual(['.']);
  });

  it.each([
    '.git/config',
    '.next/standalone/server.js',
    '.secrets',
    '.env.local',
    'node_modules/next/package.json',
  ])('never holds %s', path => {
    expect(admits(path)).toBe(false);
  });

  it('makes the server of the app alone', () => {
    const copied = copiedBy('build');

    expect(copied).toEqual(expect.arrayContaining(['app', 'lib', 'public']));
    expect(
      copied.filter(path => /^(\.|test|docs|ops)(\/|$)/.test(path)),
    ).toEqual([]);
    for (const source of copied) {
      const found = [...files.keys()].filter(
        path => path === source || path.startsWith(`${source}/`),
      );
      expect(found).not.toEqual([]);
      expect(found.filter(path => !admits(path))).toEqual([]);
    }
  });
});
