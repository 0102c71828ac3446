import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTool } from '../chart/findTool';
import { renderSkeleton } from '../renderSkeleton';

// A whole repository is written, on a machine that may be busy
jest.setTimeout(60_000);

const act = findTool('act');

// One suite that is run or skipped: the lint rule does not see a `describe` in the expression
(act ? describe : describe.skip)('act (needs act)', () => {
  let folder: string;
  let jobs: string[][];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'act-'));
    await renderSkeleton(
      {
        name: 'visit-tracker',
        owner: 'group:default/team-a',
        repoUrl: 'github.com?owner=acme&repo=visit-tracker',
      },
      folder,
    );
    // Without a Docker daemon it can list what it would run
    const { stdout } = spawnSync(act ?? '', ['--list'], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: folder },
    });
    jobs = stdout
      .trim()
      .split('\n')
      .slice(1)
      .map(line => line.split(/ {2,}/));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  // act -W .github/workflows/ci-check.yaml, act -j unit-tests, act -j build-test, act -j build
  it.each([
    ['unit-tests', 'ci-check.yaml'],
    ['build-test', 'build-test.yaml'],
    ['build', 'build.yaml'],
  ])('finds the job %s of the exercise in %s', (job, file) => {
    const found = jobs.filter(([, id]) => id === job);

    expect(found).toHaveLength(1);
    expect(found[0]).toContain(file);
  });

  it('gives every job an id that no other has', () => {
    const ids = jobs.map(([, id]) => id);

    expect(ids.length).toBeGreaterThan(6);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
