import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFetchTemplateAction } from '@backstage/plugin-scaffolder-backend';
import { Answers } from './Answers';
import { createActionContext } from './createActionContext';
import { offlineReader } from './offlineReader';
import { Template } from './readTemplate';
import { integrationsFor, renderSteps } from './renderSteps';

/**
 * Writes the repository by the scaffolder's own `fetch:template` action with the template's own step input.
 *
 * @param answers - as a task has them: they are not checked, and no default is filled in
 * @param outputDir - an absolute path; made when missing, files in it are replaced
 */
export async function renderRepository(
  template: Template,
  answers: Answers,
  outputDir: string,
): Promise<void> {
  const step = renderSteps(template, answers).find(({ id }) => id === 'render');
  await mkdir(outputDir, { recursive: true });
  const action = createFetchTemplateAction({
    integrations: integrationsFor(String(answers.repoUrl)),
    reader: offlineReader,
  });
  // A task's folders go with the task; here nobody else would remove what the action makes
  const temporaryPath = await mkdtemp(join(tmpdir(), 'paved-path-generate-'));
  try {
    await action.handler(
      createActionContext({
        input: { ...step?.input, url: './skeleton', replace: true },
        workspacePath: outputDir,
        temporaryPath,
      }),
    );
  } finally {
    await rm(temporaryPath, { recursive: true, force: true });
  }
}
