import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { GitHost, startGitHost } from '@paved-path/sandbox';

/** A repository that an Argo CD on this machine can reach. */
export interface TestRepository {
  url: string;
  /** Who may read it when it is private. */
  username: string;
  password: string;
  close(): Promise<void>;
}

/** Start a Git host with one repository that holds these files. */
export async function startRepository(
  name: string,
  files: Record<string, string>,
  options: { private?: boolean } = {},
): Promise<TestRepository> {
  const home = await mkdtemp(join(tmpdir(), 'repository-'));
  for (const [path, text] of Object.entries(files)) {
    const file = join(home, 'work', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  const host = await startGitHost({ home: join(home, 'hosted') });
  await host.createRepository({ owner: 'platform', name }, options);
  const url = `${host.url}/platform/${name}.git`;
  await push(host, url, join(home, 'work'));
  const { username, password } = host;
  return {
    url,
    username,
    password,
    async close() {
      await host.close();
      await rm(home, { recursive: true });
    },
  };
}

async function push(host: GitHost, url: string, cwd: string): Promise<void> {
  const git = (...args: string[]) => promisify(execFile)('git', args, { cwd });
  await git('init', '-q', '-b', 'main');
  await git('add', '--all');
  const author = ['-c', 'user.name=Ann', '-c', 'user.email=a@example.com'];
  await git(...author, 'commit', '-q', '-m', 'add');
  const login = `//${host.username}:${host.password}@`;
  await git('push', '-q', url.replace('//', login), 'main');
}
