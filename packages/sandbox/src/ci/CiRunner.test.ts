import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { GitHost, startGitHost } from '../git';
import { runGit } from '../git/runGit';
import { ImageStore } from '../images/ImageStore';
import { CiRunner } from './CiRunner';

const visits = { owner: 'platform', name: 'visits' };
const author = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com'];
const build = `
const fs = require('fs');
fs.mkdirSync('.next/standalone', { recursive: true });
fs.mkdirSync('.next/static', { recursive: true });
fs.writeFileSync('.next/static/a.js', '');
fs.writeFileSync('.next/standalone/server.js', '// ' + process.env.APP_VERSION);
console.log('built <for> real');
`;
const files = {
  'package.json':
    '{"name":"visits","version":"0.0.0","scripts":{"build":"node build.cjs"}}',
  'package-lock.json':
    '{"name":"visits","version":"0.0.0","lockfileVersion":3,"packages":{"":{"name":"visits","version":"0.0.0"}}}',
  'build.cjs': build,
  'ops/charts/Chart.yaml': 'name: visits\n',
  'ops/charts/values.yaml': 'image:\n  repository: ghcr.io/platform/visits\n',
  'ops/charts/env/dev/values.yaml':
    "# Dev\nenvironment: dev\n\n# CI writes the commit here\nimageTag: '' # empty at first\n",
};

describe('CiRunner', () => {
  let home: string;
  let host: GitHost;
  let runner: CiRunner;
  let images: ImageStore;
  let work: string;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'ci-'));
    host = await startGitHost({ home: join(home, 'repositories') });
    images = ImageStore.create(join(home, 'images'));
    runner = await CiRunner.open({ home, images, log: () => {} });
    runner.attach(host);
    await host.createRepository(visits);
    work = join(home, 'work');
    await runGit(['init', '-q', '-b', 'main', work]);
  });

  afterEach(async () => {
    await runner.close();
    await host.close();
    await rm(home, { recursive: true, force: true });
  });

  async function push(changes: Record<string, string>): Promise<string> {
    for (const [path, text] of Object.entries(changes)) {
      const file = join(work, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    const git = (...args: string[]) => runGit(args, { cwd: work });
    const remote = `http://${host.username}:${host.password}@${
      new URL(host.url).host
    }/platform/visits.git`;
    await git('add', '--all', '.');
    await git(...author, 'commit', '-q', '-m', 'change');
    await git('push', '-q', '--force', remote, 'main');
    return (await git('rev-parse', 'HEAD')).toString().trim();
  }

  async function built(count: number): Promise<void> {
    const over = () =>
      runner
        .runs(visits)
        .filter(({ status }) => ['passed', 'failed'].includes(status));
    while (over().length < count) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    await runner.idle();
  }

  it('builds a push, keeps the image, and commits its tag once', async () => {
    const sha = await push(files);
    await built(1);
    expect(runner.runs(visits)).toMatchObject([
      { number: 1, status: 'passed', sha },
    ]);
    const image = images.find(`ghcr.io/platform/visits:${sha}`);
    expect(await readFile(join(image ?? '', 'server.js'), 'utf8')).toBe(
      `// ${sha}`,
    );
    await readFile(join(image ?? '', '.next/static/a.js'));
    const path = 'ops/charts/env/dev/values.yaml';
    const values = await host.readFile(visits, 'main', path);
    expect(values?.toString()).toBe(
      `# Dev\nenvironment: dev\n\n# CI writes the commit here\nimageTag: "${sha}" # empty at first\n`,
    );
    const page = await fetch(`${host.url}/ci/platform/visits/runs/1`);
    const text = await page.text();
    expect(text).toContain('built &lt;for&gt; real');
    expect(text).toContain('The workflow files are not run');
    expect(text).not.toContain(host.password);
    const list = await fetch(`${host.url}/platform/visits/actions`);
    expect(await list.text()).toContain('/ci/platform/visits/runs/1');
  }, 60_000);

  it('takes the modules of an earlier build with the same lock file', async () => {
    await push(files);
    await built(1);
    await push({ 'build.cjs': `${build}// again` });
    await built(2);
    expect(runner.runs(visits)[0]?.status).toBe('passed');
  }, 60_000);

  it('shows a failed build and goes on', async () => {
    await push({ ...files, 'build.cjs': 'console.log("no"); process.exit(3)' });
    await built(1);
    expect(runner.runs(visits)).toMatchObject([
      { status: 'failed', message: '"npm run build" ended with code 3' },
    ]);
    await push({ 'build.cjs': build });
    await built(2);
    expect(runner.runs(visits)[0]?.status).toBe('passed');
  }, 60_000);

  it('leaves repositories alone that the golden path did not make', async () => {
    await push({ 'README.md': 'x' });
    await runner.idle();
    expect(runner.runs(visits)).toEqual([]);
  });
});
