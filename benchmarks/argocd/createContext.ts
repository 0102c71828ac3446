import { randomUUID } from 'node:crypto';
import { mockCredentials } from '@backstage/backend-test-utils';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { silentLogger } from './silentLogger';

/** What the scaffolder hands to an action, for one task. */
export function createContext(input: object): ActionContext<any, any, any> {
  return {
    input,
    logger: silentLogger,
    secrets: {},
    task: { id: randomUUID() },
    workspacePath: __dirname,
    createTemporaryDirectory: async () => __dirname,
    output: () => {},
    checkpoint: async ({ fn }) => fn(),
    getInitiatorCredentials: async () => mockCredentials.user(),
  };
}
