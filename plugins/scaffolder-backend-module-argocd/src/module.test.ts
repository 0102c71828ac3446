import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  scaffolderActionsExtensionPoint,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { parse } from 'yaml';
import scaffolderModuleArgocd from '.';
import { argocdConfig } from './__testUtils__/argocdConfig';

describe('scaffolderModuleArgocd', () => {
  it('adds actions with examples that their own schemas accept', async () => {
    const added: TemplateAction<any, any, any>[] = [];
    const backend = await startTestBackend({
      extensionPoints: [
        [
          scaffolderActionsExtensionPoint,
          { addActions: (...actions) => added.push(...actions) },
        ],
      ],
      features: [
        scaffolderModuleArgocd,
        mockServices.rootConfig.factory({
          data: argocdConfig({
            name: 'main',
            url: 'https://argocd.example.com/root/',
          }),
        }),
      ],
    });
    expect(added.map(({ id }) => id)).toEqual([
      'argocd:register',
      'argocd:wait',
      'argocd:manifest',
      'argocd:unregister',
    ]);
    for (const action of added) {
      expect(action.supportsDryRun).toBe(true);
      expect(action.schema?.input).toMatchObject({ type: 'object' });
      for (const { example } of action.examples ?? []) {
        const [step] = parse(example).steps;
        expect(step.action).toBe(action.id);
        expect(Object.keys(action.schema?.input?.properties ?? {})).toEqual(
          expect.arrayContaining(Object.keys(step.input)),
        );
      }
    }
    await backend.stop();
  });
});
