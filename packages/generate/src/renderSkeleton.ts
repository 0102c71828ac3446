import { mkdir } from 'node:fs/promises';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { createFetchTemplateAction } from '@backstage/plugin-scaffolder-backend';
import { JsonObject } from '@backstage/types';
import { describeRepository } from '@paved-path/backstage-plugin-scaffolder-backend-module-repository';
import { createTemplateRenderer } from 'nunjitsu';
import { Answers } from './Answers';
import { createActionContext } from './createActionContext';
import { offlineReader } from './offlineReader';
import { readTemplate } from './readTemplate';
import { validateAnswers } from './validateAnswers';

/**
 * Writes the repository that the template makes from `answers`, by the scaffolder's own
 * `fetch:template` action with the template's own step input.
 *
 * @param answers - the form's answers; defaults are filled in
 * @param outputDir - an absolute path; made when missing, files in it are replaced
 * @throws InvalidAnswersError when the answers do not fit the template's parameters
 */
export async function renderSkeleton(
  answers: Answers,
  outputDir: string,
): Promise<void> {
  const template = await readTemplate();
  const parameters = validateAnswers(template, answers);
  const step = template.spec.steps.find(({ id }) => id === 'render');
  const integrations = integrationsFor(String(parameters.repoUrl));
  const input = renderInput(step?.input ?? {}, parameters, integrations);

  await mkdir(outputDir, { recursive: true });
  const action = createFetchTemplateAction({
    integrations,
    reader: offlineReader,
  });
  await action.handler(
    createActionContext({
      input: { ...input, url: './skeleton', replace: true },
      workspacePath: outputDir,
    }),
  );
}

function renderInput(
  input: JsonObject,
  parameters: Answers,
  integrations: ScmIntegrations,
): JsonObject {
  const repository = describeRepository(
    String(parameters.repoUrl),
    integrations,
  );
  const renderer = createTemplateRenderer();
  const context = renderer.prepareContext(
    JSON.parse(
      JSON.stringify({
        parameters,
        context: { task: { id: 'generate' } },
        user: {},
        steps: {
          inspect: { output: { ...repository, repository: repository.name } },
        },
      }),
    ),
  );
  return JSON.parse(JSON.stringify(input), (_key, value) =>
    typeof value === 'string' ? renderer.renderValue(value, context) : value,
  );
}

/** Headless there is no portal to ask what kind of host it is: any but the two well-known is Gitea. */
function integrationsFor(repoUrl: string): ScmIntegrations {
  const host = repoUrl.split('?')[0];
  const known = host === 'github.com' || host === 'gitlab.com';
  return ScmIntegrations.fromConfig(
    new ConfigReader({ integrations: known ? {} : { gitea: [{ host }] } }),
  );
}
