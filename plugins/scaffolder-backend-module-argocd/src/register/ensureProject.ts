import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { ArgocdResponseError } from '../client/ArgocdResponseError';
import { AppProject } from '../client/schemas';
import { describeOwner, isMadeByTask } from '../render/Owner';
import { ProjectNeeds, renderProject } from '../render/renderProject';
import { shellQuote } from '../render/shellQuote';
import { extensionOf } from './extensionOf';
import { forgetIfRefused } from './forgetIfRefused';
import { describeNeeds } from './missingNeeds';
import { Registration } from './Registration';
import { removeUnusedProject } from './removeUnusedProject';
import { retryConflicts } from './retryConflicts';
import { unlessMissing } from './unlessMissing';

/** See to it that the project exists and admits the Application. */
export async function ensureProject(
  registration: Registration,
  existing: AppProject | undefined,
): Promise<'created' | 'updated' | 'unchanged'> {
  const { run, input } = registration;
  const { name, mode } = input.project;
  return run.attempt(`use project "${name}"`, async () => {
    if (existing) {
      return admit(registration, existing);
    }
    if (mode === 'require') {
      throw new NotFoundError(
        `Cannot find project "${name}" in Argo CD "${run.instance.name}": have it made, or use project.mode "ensure"`,
      );
    }
    return create(registration);
  });
}

async function create(registration: Registration): Promise<'created'> {
  const { run, input, owner, rollback } = registration;
  const { name } = input.project;
  const { metadata, spec } = renderProject(input, {
    owner,
    namespace: run.instance.namespace,
  });
  rollback.add({
    what: `project "${name}"`,
    commands: [`argocd proj delete ${name}`],
    undo: async signal => {
      const project = await unlessMissing(run.client.getProject(name, signal));
      if (!project || !isMadeByTask(project.metadata, owner)) {
        return 'absent';
      }
      return removeUnusedProject(run, name, signal);
    },
  });
  try {
    await run.client.createProject(
      { metadata: { ...metadata, namespace: undefined }, spec },
      run.signal,
    );
  } catch (error) {
    const isTaken =
      error instanceof ArgocdResponseError &&
      /existing project spec is different/.test(error.argocdMessage);
    if (!isTaken) {
      throw error;
    }
    rollback.dropLast();
    throw new ConflictError(
      `Cannot create project "${name}": someone else made it at the same time; run the task again`,
      error,
    );
  }
  run.info(`Created project ${name}`);
  return 'created';
}

async function admit(
  registration: Registration,
  existing: AppProject,
): Promise<'updated' | 'unchanged'> {
  const { name } = registration.input.project;
  const extension = extensionOf(registration, existing);
  if (!extension) {
    return 'unchanged';
  }
  const { missing, isAllowed } = extension;
  if (isAllowed) {
    return extend(registration, missing);
  }
  throw new InputError(
    `Cannot use project "${name}", which belongs to ${describeOwner(
      existing.metadata,
    )}: it does not admit ${describeNeeds(missing)}; have that added${
      name === 'default'
        ? ', or use a project of your own'
        : ', or use project.mode "merge"'
    }`,
  );
}

/** Add, never remove, and only to what is there at this moment. */
async function extend(
  registration: Registration,
  missing: ProjectNeeds,
): Promise<'updated'> {
  const { run, input, rollback } = registration;
  const { name } = input.project;
  rollback.add({
    what: `entries added to project "${name}"`,
    commands: commandsToWithdraw(name, missing),
    undo: async signal => {
      await retryConflicts(() => withdraw(registration, missing, signal));
      return 'undone';
    },
  });
  await forgetIfRefused(rollback, () =>
    retryConflicts(async () => {
      const { metadata, spec } = await run.client.getProject(name, run.signal);
      await run.client.updateProject(
        name,
        {
          metadata,
          spec: {
            ...spec,
            sourceRepos: add(spec.sourceRepos, missing.sourceRepos),
            destinations: add(spec.destinations, missing.destinations),
            clusterResourceWhitelist: add(
              spec.clusterResourceWhitelist,
              missing.clusterResourceWhitelist,
            ),
          },
        },
        run.signal,
      );
    }),
  );
  run.info(`Added to project ${name}: ${describeNeeds(missing)}`);
  return 'updated';
}

async function withdraw(
  { run, input }: Registration,
  added: ProjectNeeds,
  signal: AbortSignal,
): Promise<void> {
  const { name } = input.project;
  const { metadata, spec } = await run.client.getProject(name, signal);
  await run.client.updateProject(
    name,
    {
      metadata,
      spec: {
        ...spec,
        sourceRepos: remove(spec.sourceRepos, added.sourceRepos),
        destinations: remove(spec.destinations, added.destinations),
        clusterResourceWhitelist: remove(
          spec.clusterResourceWhitelist,
          added.clusterResourceWhitelist,
        ),
      },
    },
    signal,
  );
}

/** What a person types to take the entries out again. */
function commandsToWithdraw(name: string, added: ProjectNeeds): string[] {
  const words = [
    ...added.sourceRepos.map(repo => ['remove-source', name, repo]),
    ...added.destinations.map(({ server = '', namespace }) => [
      ...['remove-destination', name, server, namespace],
    ]),
    ...added.clusterResourceWhitelist.map(({ group, kind }) => [
      ...['deny-cluster-resource', name, group, kind],
    ]),
  ];
  return words.map(line => `argocd proj ${line.map(shellQuote).join(' ')}`);
}

function add(existing: unknown[] | null | undefined, added: unknown[]) {
  const all = [...(existing ?? []), ...added];
  return all.length > 0 ? all : undefined;
}

function remove(existing: unknown[] | null | undefined, added: unknown[]) {
  const texts = new Set(added.map(item => stable(item)));
  const rest = (existing ?? []).filter(item => !texts.has(stable(item)));
  return rest.length > 0 ? rest : undefined;
}

function stable(item: unknown): string {
  return typeof item === 'object' && item !== null
    ? JSON.stringify(Object.entries(item).sort())
    : JSON.stringify(item);
}
