import { createMockDirectory } from '@backstage/backend-test-utils';
import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { InMemoryReconciler } from '@paved-path/sandbox';
import { parse } from 'yaml';
import { startActions, TestActions } from '../__testUtils__/startActions';
import { manifestExamples } from './manifest.examples';
import { registerExamples } from './register.examples';
import { unregisterExamples } from './unregister.examples';
import { waitExamples } from './wait.examples';

const repository = 'https://github.com/acme/visits.git';

describe('the examples that the portal shows', () => {
  const workspace = createMockDirectory();
  let actions: TestActions;
  beforeEach(async () => {
    actions = await startActions({
      instance: { allow: { applicationSets: true } },
      clusters: { east: 'https://east.example.com' },
      reconciler: InMemoryReconciler.create({
        passwords: { [repository]: 'typed-by-the-user' },
        images: ['ghcr.io/acme/visits:3f2c1e0'],
      }),
    });
  });
  afterEach(() => actions.close());

  /** Run the first step, with what a real task would have put in. */
  function run({ example }: TemplateExample) {
    const text = example
      .replaceAll('${{ steps.publish.output.commitHash }}', '3f2c1e0')
      .replaceAll('${{ steps.publish.output.remoteUrl }}', repository);
    const [step] = parse(text).steps;
    return actions.run(step.action, step.input, {
      workspacePath: workspace.path,
      secrets: {
        repositoryToken: 'typed-by-the-user',
        deployKey: 'a-private-key',
      },
    });
  }

  /** As when Argo CD has credentials for the repository already. */
  function storeCredentials() {
    const snapshot = actions.double.snapshot();
    snapshot.repositories = [
      { repo: repository, type: 'git', password: 'typed-by-the-user' },
    ];
    actions.double.restore(snapshot);
  }

  const cases = (examples: TemplateExample[]) =>
    examples.map(example => [example.description, example] as const);

  it.each(cases(registerExamples))(
    'argocd:register: %s',
    async (_title, example) => {
      if (!example.example.includes('Secret')) {
        storeCredentials();
      }
      const { error, outputs } = await run(example);
      expect(error).toBeUndefined();
      expect(outputs.result).toBe('created');
    },
  );

  it.each(cases(manifestExamples))(
    'argocd:manifest: %s',
    async (_title, example) => {
      const { error, outputs } = await run(example);
      expect(error).toBeUndefined();
      expect(outputs.paths).not.toEqual([]);
    },
  );

  it.each([...cases(waitExamples), ...cases(unregisterExamples)])(
    '%s',
    async (_title, example) => {
      storeCredentials();
      await run(registerExamples[0]);
      const { error } = await run(example);
      expect(error).toBeUndefined();
    },
  );
});
