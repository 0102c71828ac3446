import { InputError } from '@backstage/errors';
import { ArgocdResponseError } from '../client/ArgocdResponseError';
import { responseHints } from '../client/responseHints';
import { Repository } from '../client/schemas';
import { shellQuote } from '../render/shellQuote';
import { Registration } from './Registration';
import { removeRepository } from './removeRepository';
import { repositoryCredentials } from './repositoryCredentials';
import { unlessMissing } from './unlessMissing';

/** Store the credentials of the repositories, and see that they work. */
export async function ensureRepository(
  registration: Registration,
): Promise<void> {
  const { run, input } = registration;
  if (input.repository.type === 'inherit') {
    return;
  }
  const credentials = repositoryCredentials(registration);
  const urls = new Set(input.sources.map(({ repoUrl }) => repoUrl));
  for (const url of urls) {
    await run.attempt(`use repository ${url}`, () =>
      ensure(registration, url, credentials),
    );
  }
}

async function ensure(
  registration: Registration,
  url: string,
  credentials: Record<string, unknown>,
): Promise<void> {
  const { run } = registration;
  const existing = await read(registration, url);
  if (existing && isOpen(existing)) {
    // Others of the project rely on them, and nobody can read them to put
    // them back: credentials that work are never replaced.
    run.info(`Found credentials that open ${url}`);
    return;
  }
  const isGlobal = projectOf(registration) === undefined;
  if (existing && isGlobal) {
    throw refusal(registration, url, existing);
  }
  if (!existing) {
    planRemoval(registration, url);
  }
  await store(registration, url, {
    credentials,
    upsert: existing !== undefined,
  });
  const stored = await read(registration, url);
  if (!stored || !isOpen(stored)) {
    throw refusal(registration, url, stored);
  }
  run.info(`Stored credentials for ${url}`);
}

function projectOf({ input }: Registration): string | undefined {
  return input.repositoryScope === 'project' ? input.project.name : undefined;
}

/** A missing repository is 403, as a forbidden one is. */
function read(
  registration: Registration,
  url: string,
): Promise<Repository | undefined> {
  const { client, signal } = registration.run;
  const project = projectOf(registration);
  return unlessMissing(
    client.getRepository(url, { project, forceRefresh: true }, signal),
    [403, 404],
  );
}

function isOpen({ connectionState }: Repository): boolean {
  return connectionState?.status !== 'Failed';
}

function planRemoval(registration: Registration, url: string): void {
  const { run, rollback } = registration;
  const project = projectOf(registration);
  rollback.add({
    what: `credentials for ${url}`,
    commands: [
      `argocd repo rm ${shellQuote(url)}${
        project ? ` --project ${project}` : ''
      }`,
    ],
    undo: signal => removeRepository(run, { url, project }, signal),
  });
}

async function store(
  registration: Registration,
  url: string,
  options: { credentials: Record<string, unknown>; upsert: boolean },
): Promise<void> {
  const { run } = registration;
  const project = projectOf(registration);
  await run.client.createRepository(
    {
      repo: url,
      // Without it, the same request a second time is "different".
      type: 'git',
      ...(project ? { project } : {}),
      ...options.credentials,
    },
    { upsert: options.upsert },
    run.signal,
  );
}

function refusal(
  { run }: Registration,
  url: string,
  repository: Repository | undefined,
): InputError {
  const message = repository?.connectionState?.message ?? '';
  const { hint } = responseHints(
    new ArgocdResponseError({
      status: 400,
      argocdMessage: message,
      isFromApi: true,
    }),
    run.instance,
  );
  return new InputError(
    run.clean(
      `Cannot read repository ${url}: ${hint}. Argo CD said: ${message}`,
    ),
  );
}
