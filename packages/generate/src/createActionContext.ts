import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { NotImplementedError } from '@backstage/errors';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import { projectRoot } from './projectRoot';
import { silentLogger } from './silentLogger';

/**
 * What the scaffolder hands to an action, for a run without a server, a user or a task.
 *
 * @param options - `temporaryPath` is a folder that exists, and that the caller removes afterwards
 */
export function createActionContext<TInput extends JsonObject>({
  temporaryPath,
  ...options
}: {
  input: TInput;
  workspacePath: string;
  temporaryPath: string;
}): ActionContext<TInput> {
  return {
    ...options,
    logger: silentLogger,
    task: { id: 'generate' },
    templateInfo: {
      entityRef: 'template:default/visit-tracker',
      baseUrl: `file://${join(projectRoot, 'template.yaml')}`,
    },
    createTemporaryDirectory: () => mkdtemp(join(temporaryPath, 'action-')),
    checkpoint: async ({ fn }) => fn(),
    output: () => {},
    getInitiatorCredentials: async () => {
      throw new NotImplementedError('Cannot act for a user: nobody signed in');
    },
  };
}
