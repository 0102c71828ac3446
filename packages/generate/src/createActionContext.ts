import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotImplementedError } from '@backstage/errors';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import { projectRoot } from './projectRoot';
import { silentLogger } from './silentLogger';

/** What the scaffolder hands to an action, for a run without a server, a user or a task. */
export function createActionContext<TInput extends JsonObject>(options: {
  input: TInput;
  workspacePath: string;
}): ActionContext<TInput> {
  return {
    ...options,
    logger: silentLogger,
    task: { id: 'generate' },
    templateInfo: {
      entityRef: 'template:default/visit-tracker',
      baseUrl: `file://${join(projectRoot, 'template.yaml')}`,
    },
    createTemporaryDirectory: () =>
      mkdtemp(join(tmpdir(), 'paved-path-generate-')),
    checkpoint: async ({ fn }) => fn(),
    output: () => {},
    getInitiatorCredentials: async () => {
      throw new NotImplementedError('Cannot act for a user: nobody signed in');
    },
  };
}
