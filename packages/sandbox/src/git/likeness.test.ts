import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitHost } from './GitHost';
import { startGitHost } from './startGitHost';

/** Type names in place of values, so that two answers can be compared. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.slice(0, 1).map(shapeOf);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, shapeOf(item)]),
      )
    : typeof value;
}

interface Host {
  url: string;
  authorization: string;
}

/** What Backstage asks a Git host, and what decides how it goes on. */
async function conversation(host: Host, name: string) {
  const send = async (path: string, init: RequestInit = {}, signed = true) => {
    const response = await fetch(host.url + path, {
      ...init,
      headers: {
        'content-type': 'application/json',
        ...(signed ? { authorization: host.authorization } : {}),
      },
    });
    const text = await response.text();
    return {
      status: response.status,
      body:
        text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : '',
      authenticate: response.headers.get('www-authenticate')?.split(' ')[0],
    };
  };
  const repository = `/api/v1/repos/platform/${name}`;
  const create = JSON.stringify({ name, description: 'x', private: false });
  const post = { method: 'POST', body: create };
  const orgRepositories = '/api/v1/orgs/platform/repos';
  const refs = `/platform/${name}.git/info/refs?service=`;
  return {
    version: await send('/api/v1/version'),
    organisation: await send('/api/v1/orgs/platform'),
    noOrganisation: await send('/api/v1/orgs/no-such-organisation'),
    anonymousCreate: await send(orgRepositories, post, false),
    create: await send(orgRepositories, post),
    createAgain: await send(orgRepositories, post),
    badName: await send(orgRepositories, {
      method: 'POST',
      body: JSON.stringify({ name: 'a b' }),
    }),
    noSuchOwner: await send('/api/v1/orgs/no-such-organisation/repos', post),
    repository: await send(repository),
    noRepository: await send('/api/v1/repos/platform/no-such-repository'),
    emptyBranch: await send(`/platform/${name}/src/branch/main`, {}, false),
    pushUnsigned: await send(`${refs}git-receive-pack`, {}, false),
    push: await send(`${refs}git-receive-pack`),
    fetchUnsigned: await send(`${refs}git-upload-pack`, {}, false),
    remove: await send(repository, { method: 'DELETE' }),
  };
}

const real = process.env.GITEA_URL;
const token = process.env.GITEA_TOKEN;

describe('likeness of the Git host', () => {
  let home: string;
  let double: GitHost;
  const name = `likeness-${process.pid}`;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'likeness-'));
    double = await startGitHost({ home });
  });

  afterAll(async () => {
    await double.close();
    await rm(home, { recursive: true, force: true });
  });

  function ours() {
    const login = `${double.username}:${double.password}`;
    const authorization = `Basic ${Buffer.from(login).toString('base64')}`;
    return conversation({ url: double.url, authorization }, name);
  }

  it('answers with the statuses that were recorded from Gitea 1.26', async () => {
    const answers = await ours();
    const statuses = Object.entries(answers).map(([step, { status }]) => [
      step,
      status,
    ]);
    expect(Object.fromEntries(statuses)).toEqual({
      version: 200,
      organisation: 200,
      noOrganisation: 404,
      anonymousCreate: 401,
      create: 201,
      createAgain: 409,
      badName: 422,
      noSuchOwner: 404,
      repository: 200,
      noRepository: 404,
      emptyBranch: 200,
      pushUnsigned: 401,
      push: 200,
      fetchUnsigned: 200,
      remove: 204,
    });
  });

  const itWithGitea = real && token ? it : it.skip;
  itWithGitea(
    'agrees with the real Gitea in status and shape (GITEA_URL, GITEA_TOKEN)',
    async () => {
      const expected = await conversation(
        { url: real ?? '', authorization: `token ${token}` },
        name,
      );
      const answers = await ours();
      const differences = Object.entries(answers).flatMap(([step, answer]) => {
        const [, wanted] =
          Object.entries(expected).find(([other]) => other === step) ?? [];
        const shape = shapeOf(wanted?.body);
        return answer.status === wanted?.status &&
          answer.authenticate === wanted?.authenticate &&
          holds(shape, shapeOf(answer.body))
          ? []
          : [{ step, answer, wanted }];
      });
      // eslint-disable-next-line jest/no-standalone-expect
      expect(differences).toEqual([]);
    },
  );
});

/** Whether every key that both have is of the same type. */
function holds(wanted: unknown, given: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) {
    return wanted === given || wanted === undefined;
  }
  if (typeof given !== 'object' || given === null) {
    return false;
  }
  const known = new Map(Object.entries(given));
  return Object.entries(wanted).every(
    ([key, value]) => !known.has(key) || holds(value, known.get(key)),
  );
}
