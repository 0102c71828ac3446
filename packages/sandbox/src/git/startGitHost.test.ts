import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitHost, PushEvent } from './GitHost';
import { runGit } from './runGit';
import { startGitHost } from './startGitHost';

const author = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com'];

describe('startGitHost', () => {
  let home: string;
  let host: GitHost;
  let login: string;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'git-host-'));
    host = await startGitHost({ home: join(home, 'repositories') });
    const pair = `${host.username}:${host.password}`;
    login = `Basic ${Buffer.from(pair).toString('base64')}`;
  });

  afterEach(async () => {
    await host.close();
    await rm(home, { recursive: true, force: true });
  });

  async function api(path: string, init: RequestInit = {}) {
    return fetch(`${host.url}/api/v1${path}`, {
      ...init,
      headers: { authorization: login, 'content-type': 'application/json' },
    });
  }

  async function post(path: string, body: unknown) {
    return api(path, { method: 'POST', body: JSON.stringify(body) });
  }

  function remote(path: string): string {
    return `${host.url.replace(
      '//',
      `//${host.username}:${host.password}@`,
    )}/${path}.git`;
  }

  async function push(name: string, files: Record<string, string>) {
    const directory = await mkdtemp(join(home, 'work-'));
    await runGit(['init', '-q', '-b', 'main', directory]);
    for (const [path, text] of Object.entries(files)) {
      await mkdir(join(directory, path, '..'), { recursive: true });
      await writeFile(join(directory, path), text);
    }
    const git = (...args: string[]) => runGit(args, { cwd: directory });
    await git('add', '--all', '.');
    await git(...author, 'commit', '-q', '-m', 'initial commit');
    await git('push', '-q', remote(`platform/${name}`), 'main');
    const head = await git('rev-parse', 'HEAD');
    return { directory, sha: head.toString().trim() };
  }

  it('makes a repository once, and says 409 the second time', async () => {
    const body = { name: 'visits', description: 'Counts', private: false };
    const first = await post('/orgs/platform/repos', body);
    expect(first.status).toBe(201);
    expect(await first.json()).toMatchObject({
      full_name: 'platform/visits',
      empty: true,
      default_branch: 'main',
      clone_url: `${host.url}/platform/visits.git`,
      owner: { login: 'platform' },
    });
    const second = await post('/orgs/platform/repos', body);
    expect(second.status).toBe(409);
    expect(await second.json()).toMatchObject({
      message: 'The repository with the same name already exists.',
    });
  });

  it.each([
    ['/orgs/platform', 200],
    ['/orgs/nobody', 404],
    ['/repos/platform/nothing', 404],
    ['/repos/platform/..%2f..%2fetc', 404],
    ['/no-such-thing', 404],
  ])('answers GET %s with %i', async (path, status) => {
    expect((await api(path)).status).toBe(status);
  });

  it.each(['../up', 'a/b', '.hidden', 'x.git', '', '-rf', 'ünï'])(
    'refuses the repository name "%s"',
    async name => {
      const response = await post('/orgs/platform/repos', { name });
      expect(response.status).toBe(422);
      expect(await host.repositories()).toEqual([]);
    },
  );

  it('refuses to write without a login, or with a wrong one', async () => {
    const url = `${host.url}/api/v1/orgs/platform/repos`;
    const init = {
      method: 'POST',
      body: '{"name":"x"}',
      headers: { 'content-type': 'application/json' },
    };
    expect((await fetch(url, init)).status).toBe(401);
    const wrong = `Basic ${Buffer.from('backstage:wrong').toString('base64')}`;
    const headers = { ...init.headers, authorization: wrong };
    expect((await fetch(url, { ...init, headers })).status).toBe(401);
  });

  it('takes a push with git, tells listeners, and gives it back by clone, API and page', async () => {
    await post('/orgs/platform/repos', { name: 'visits' });
    const events: PushEvent[] = [];
    host.onPush(event => events.push(event));
    const workflow = 'on: push # ${{ github.ref }}\n';
    const { sha } = await push('visits', {
      'README.md': '# Visits <script>\n',
      '.github/workflows/ci.yaml': workflow,
    });
    // Git may be done before the host has told its listeners.
    while (events.length === 0) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    expect(events).toEqual([
      {
        repository: { owner: 'platform', name: 'visits' },
        ref: 'refs/heads/main',
        oldSha: undefined,
        newSha: sha,
      },
    ]);

    const clone = join(home, 'clone');
    await runGit(['clone', '-q', `${host.url}/platform/visits.git`, clone]);
    const ownHead = await runGit(['rev-parse', 'HEAD'], { cwd: clone });
    expect(ownHead.toString().trim()).toBe(sha);

    const repository = '/repos/platform/visits';
    const commit = await (await api(`${repository}/git/commits/main`)).json();
    expect(commit).toMatchObject({
      sha,
      commit: { message: 'initial commit\n', author: { name: 'Ann' } },
      parents: [],
    });
    const path = '.github/workflows/ci.yaml';
    const file = await api(`${repository}/contents/${path}?ref=main`);
    const content = await file.json();
    expect(content).toMatchObject({ type: 'file', encoding: 'base64', path });
    expect(Buffer.from(content.content, 'base64').toString()).toBe(workflow);
    const folder = await (await api(`${repository}/contents/.github`)).json();
    expect(folder).toMatchObject([{ name: 'workflows', type: 'dir' }]);
    const missing = await api(`${repository}/contents/nothing.md?ref=main`);
    expect(missing.status).toBe(404);

    const branch = await fetch(`${host.url}/platform/visits/src/branch/main`);
    expect(branch.status).toBe(200);
    expect(branch.url).toBe(`${host.url}/platform/visits/src/branch/main/`);
    const text = await branch.text();
    expect(text).toContain('README.md');
    expect(text).not.toContain('<script>');
  });

  it('sends an archive with one top folder named after the repository', async () => {
    await post('/orgs/platform/repos', { name: 'visits' });
    await push('visits', { 'a/b.txt': 'b\n' });
    const response = await api('/repos/platform/visits/archive/main.tar.gz');
    const archive = join(home, 'archive.tar.gz');
    await writeFile(archive, Buffer.from(await response.arrayBuffer()));
    const names = execFileSync('tar', ['-tzf', archive]).toString().split('\n');
    expect(names.filter(Boolean)).toEqual([
      'visits/',
      'visits/a/',
      'visits/a/b.txt',
    ]);
  });

  it('asks git for a login before a push, and reads without one', async () => {
    await post('/orgs/platform/repos', { name: 'visits' });
    const refs = `${host.url}/platform/visits.git/info/refs`;
    const push401 = await fetch(`${refs}?service=git-receive-pack`);
    expect(push401.status).toBe(401);
    expect(push401.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
    const read = await fetch(`${refs}?service=git-upload-pack`);
    expect(read.status).toBe(200);
  });

  it('hides a private repository from callers without a login', async () => {
    await post('/orgs/platform/repos', { name: 'secret', private: true });
    await push('secret', { 'a.txt': 'a\n' });
    const web = await fetch(`${host.url}/platform/secret/src/branch/main/`);
    expect(web.status).toBe(404);
    const anonymous = await fetch(
      `${host.url}/api/v1/repos/platform/secret/contents/a.txt`,
    );
    expect(anonymous.status).toBe(404);
    const refs = `${host.url}/platform/secret.git/info/refs?service=git-upload-pack`;
    expect((await fetch(refs)).status).toBe(401);
    const known = await api('/repos/platform/secret/contents/a.txt');
    expect(known.status).toBe(200);
  });

  it('seeds a project with and without git, leaving out what is ignored', async () => {
    const project = join(home, 'project');
    await mkdir(join(project, 'node_modules/x'), { recursive: true });
    await writeFile(join(project, '.gitignore'), 'node_modules/\n*.log\n');
    await writeFile(join(project, 'node_modules/x/index.js'), '');
    await writeFile(join(project, 'kept.log'), 'tracked although ignored');
    await writeFile(join(project, 'one.txt'), 'one');
    const repository = { owner: 'platform', name: 'golden-path' };
    const first = await host.seedFromDirectory(project);
    expect(await host.seedFromDirectory(project)).toBe(first);
    expect(await host.readFile(repository, 'main', 'one.txt')).toEqual(
      Buffer.from('one'),
    );
    expect(await host.readFile(repository, 'main', 'kept.log')).toBeUndefined();

    await runGit(['init', '-q', project]);
    await runGit(['add', '-f', 'kept.log'], { cwd: project });
    await writeFile(join(project, 'two.txt'), 'two');
    await rm(join(project, 'one.txt'));
    const second = await host.seedFromDirectory(project);
    expect(await host.changedPaths(repository, first, second)).toEqual([
      'kept.log',
      'one.txt',
      'two.txt',
    ]);
  });

  it('names the port and the remedy when the port is in use', async () => {
    const port = Number(new URL(host.url).port);
    await expect(startGitHost({ home, port })).rejects.toThrow(
      `Cannot start the Git host: port ${port} is in use, stop what listens there or choose another port`,
    );
  });

  it('knows which of its repositories a URL names', () => {
    const visits = { owner: 'platform', name: 'visits' };
    const { port } = new URL(host.url);
    expect(host.repositoryOf(`${host.url}/platform/visits.git`)).toEqual(
      visits,
    );
    expect(
      host.repositoryOf(`http://127.0.0.1:${port}/platform/visits`),
    ).toEqual(visits);
    expect(
      host.repositoryOf('https://github.com/platform/visits'),
    ).toBeUndefined();
  });
});
