import { InputError } from '@backstage/errors';
import { ArgocdResponseError } from '../client/ArgocdResponseError';
import { Registration } from './Registration';
import { unlessMissing } from './unlessMissing';

/** Store the credentials of the repositories, and see that they work. */
export async function ensureRepository(
  registration: Registration,
): Promise<void> {
  const { run, input } = registration;
  if (input.repository.type === 'inherit') {
    return;
  }
  const credentials = readCredentials(registration);
  const urls = new Set(input.sources.map(({ repoUrl }) => repoUrl));
  for (const repoUrl of urls) {
    await run.attempt(`use repository ${repoUrl}`, () =>
      store(registration, repoUrl, credentials),
    );
  }
}

async function store(
  registration: Registration,
  repoUrl: string,
  credentials: Record<string, unknown>,
): Promise<void> {
  const { run, input, rollback } = registration;
  const project =
    input.repositoryScope === 'project' ? input.project.name : undefined;
  // A missing repository is 403, as a forbidden one is.
  const existing = await unlessMissing(
    run.client.getRepository(repoUrl, { project }, run.signal),
    [403, 404],
  );
  if (!existing) {
    rollback.add({
      what: `repository ${repoUrl}`,
      command: `argocd repo rm ${repoUrl}${
        project ? ` --project ${project}` : ''
      }`,
      undo: async signal => {
        const found = await unlessMissing(
          run.client.getRepository(repoUrl, { project }, signal),
          [403, 404],
        );
        if (found) {
          await run.client.deleteRepository(repoUrl, project, signal);
        }
        return found !== undefined;
      },
    });
  }
  // A repository of this project belongs to the services of the project: new
  // credentials for it may replace old ones. A global one is left alone.
  const upsert = existing !== undefined && project !== undefined;
  const isNew = await send(registration, {
    repository: {
      repo: repoUrl,
      // Without it, the same request a second time is "different".
      type: 'git',
      ...(project ? { project } : {}),
      ...credentials,
    },
    upsert,
  });
  const { connectionState } = await run.client.getRepository(
    repoUrl,
    { project, forceRefresh: true },
    run.signal,
  );
  if (connectionState?.status === 'Failed') {
    throw new InputError(
      run.clean(
        `Cannot read repository ${repoUrl}: the credentials in "repository" do not open it; correct the task secret. Argo CD said: ${
          connectionState.message ?? ''
        }`,
      ),
    );
  }
  run.info(`${isNew ? 'Stored' : 'Found'} credentials for ${repoUrl}`);
}

async function send(
  { run }: Registration,
  options: { repository: Record<string, unknown>; upsert: boolean },
): Promise<boolean> {
  try {
    await run.client.createRepository(
      options.repository,
      { upsert: options.upsert },
      run.signal,
    );
    return true;
  } catch (error) {
    const isDifferent =
      error instanceof ArgocdResponseError &&
      /existing repository spec is different/.test(error.argocdMessage);
    if (!isDifferent) {
      throw error;
    }
    return false;
  }
}

function readCredentials({
  run,
  input,
}: Registration): Record<string, unknown> {
  const { repository } = input;
  switch (repository.type) {
    case 'https':
      return {
        username: repository.username,
        password: run.secret(repository.passwordSecret),
      };
    case 'ssh':
      return { sshPrivateKey: run.secret(repository.privateKeySecret) };
    case 'githubApp':
      return {
        githubAppID: repository.appId,
        githubAppInstallationID: repository.installationId,
        githubAppPrivateKey: run.secret(repository.privateKeySecret),
        ...(repository.enterpriseBaseUrl
          ? { githubAppEnterpriseBaseUrl: repository.enterpriseBaseUrl }
          : {}),
      };
    default:
      return {};
  }
}
