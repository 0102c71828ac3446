import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { describeRepository } from '@paved-path/backstage-plugin-scaffolder-backend-module-repository';
import { createTemplateRenderer, TemplateContext } from 'nunjitsu';
import { Answers } from './Answers';
import { Template } from './readTemplate';

/**
 * Fills the answers into the template's steps by the scaffolder's own engine: what each step would be
 * given, and for which items. Outputs of steps are known for `inspect` only.
 *
 * @param answers - as they are: no default is filled in
 */
export function renderSteps(
  template: Template,
  answers: Answers,
): Template['spec']['steps'] {
  const repoUrl = String(answers.repoUrl);
  const repository = describeRepository(repoUrl, integrationsFor(repoUrl));
  const renderer = createTemplateRenderer();
  const context = renderer.prepareContext(
    plain({
      parameters: answers,
      context: { task: { id: 'generate' } },
      user: {},
      steps: {
        inspect: { output: { ...repository, repository: repository.name } },
      },
    }),
  );
  return JSON.parse(JSON.stringify(template.spec.steps), (key, value) =>
    // Whether a step runs depends on how others ended, and nothing ran here
    typeof value === 'string' && key !== 'if'
      ? renderer.renderValue(value, context)
      : value,
  );
}

/** Headless there is no portal to ask what kind of host it is: any but the two well-known is Gitea. */
export function integrationsFor(repoUrl: string): ScmIntegrations {
  const host = repoUrl.split('?')[0];
  const known = host === 'github.com' || host === 'gitlab.com';
  return ScmIntegrations.fromConfig(
    new ConfigReader({ integrations: known ? {} : { gitea: [{ host }] } }),
  );
}

function plain(value: object): TemplateContext {
  return JSON.parse(JSON.stringify(value));
}
