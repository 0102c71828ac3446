import { ConflictError, InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { describeRepository } from '../hosts/describeRepository';
import { RepositoryClient } from '../hosts/RepositoryClient';
import { isOwnWork, markerPath } from './isOwnWork';
import { serviceNameRule } from './serviceNameRule';

/**
 * `repository:inspect`: looks before anything is changed. Finds out what kind of Git host it is,
 * whether the repository exists, and whether it is an earlier attempt at the same thing.
 */
export function createInspectAction(options: {
  integrations: ScmIntegrations;
  repositories: RepositoryClient;
}) {
  const { integrations, repositories } = options;

  return createTemplateAction({
    id: 'repository:inspect',
    description:
      'Finds out what kind of Git host a repository belongs to and whether it exists already. A repository that this task, or the same person with the same answers, made before is adopted; any other is refused.',
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: z =>
          z.string().describe('Value of a RepoUrlPicker: HOST?owner=…&repo=…'),
        name: z =>
          z
            .string()
            .optional()
            .describe('Name of the service; checked as a DNS label when given'),
        answers: z =>
          z
            .record(z.any())
            .optional()
            .describe("The form's answers, to recognise an earlier attempt"),
      },
      output: {
        publish: z =>
          z
            .enum(['gitea', 'github', 'gitlab', 'none'])
            .describe(
              'Which publish action to run; `none` when the repository is adopted',
            ),
        adopted: z => z.boolean().describe('Made by an earlier attempt'),
        host: z => z.string(),
        owner: z => z.string(),
        repository: z => z.string(),
        webUrl: z => z.string().describe('The page a person opens'),
        cloneUrl: z => z.string().describe('What `git clone` takes'),
        runsUrl: z => z.string().describe("The page of the CI's runs"),
        catalogInfoUrl: z =>
          z.string().describe('Where catalog-info.yaml will be'),
      },
    },
    async handler(ctx) {
      const { repoUrl, name, answers } = ctx.input;
      if (name !== undefined && !serviceNameRule.pattern.test(name)) {
        throw new InputError(
          `Cannot use the name "${name}": ${serviceNameRule.text}`,
        );
      }
      const repository = describeRepository(repoUrl, integrations);
      const exists =
        !ctx.isDryRun && (await repositories.exists(repository, ctx.signal));
      const adopted =
        exists &&
        isOwnWork(await repositories.read(repository, markerPath), {
          taskId: ctx.task.id,
          createdBy: ctx.user?.ref,
          answers,
        });
      if (exists && !adopted) {
        throw new ConflictError(
          `Cannot create repository "${repository.owner}/${repository.name}" on "${repository.host}": it exists and was not made by this task. Choose another name, or delete ${repository.webUrl} if it is yours`,
        );
      }
      ctx.logger.info(
        adopted
          ? `Adopting ${repository.webUrl}, made by an earlier attempt`
          : `${repository.webUrl} is free`,
      );
      ctx.output('publish', adopted ? 'none' : repository.type);
      ctx.output('adopted', adopted);
      ctx.output('host', repository.host);
      ctx.output('owner', repository.owner);
      ctx.output('repository', repository.name);
      ctx.output('webUrl', repository.webUrl);
      ctx.output('cloneUrl', repository.cloneUrl);
      ctx.output('runsUrl', repository.runsUrl);
      ctx.output(
        'catalogInfoUrl',
        `${repository.contentsUrl}catalog-info.yaml`,
      );
    },
  });
}
