import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createContext } from './createContext';
import { Registrar, RegistrarOptions } from './Registrar';

const folder = join(__dirname, 'peers');
const peerRequire = createRequire(join(folder, 'package.json'));

/** Install what others publish, once. */
export function installPeers(): void {
  if (!existsSync(join(folder, 'node_modules'))) {
    execFileSync(
      'npm',
      ['install', '--no-package-lock', '--ignore-scripts', '--no-audit'],
      { cwd: folder, stdio: 'inherit' },
    );
  }
}

/** `argocd:create-resources` of Roadie, as it is published. */
export async function registrarOfRoadie({
  config,
  logger,
}: RegistrarOptions): Promise<Registrar> {
  const { createArgoCdResources } = peerRequire(
    '@roadiehq/scaffolder-backend-argocd',
  );
  const action = createArgoCdResources(config, logger);
  return {
    name: 'Roadie',
    register: wish =>
      action.handler(createContext({ ...wish, argoInstance: 'main' })),
    close: async () => {},
  };
}

/** `create-resources` of the Backstage community, as it is published. */
export async function registrarOfCommunity({
  config,
  logger,
}: RegistrarOptions): Promise<Registrar> {
  const { createArgoCDResourceAction } = peerRequire(
    join(
      folder,
      'node_modules/@backstage-community/plugin-argocd-backend/dist/actions/createArgoCDResourceAction.cjs.js',
    ),
  );
  let action: (options: { input: object }) => Promise<void> = async () => {};
  createArgoCDResourceAction({
    actionsRegistry: {
      register: (definition: { action: typeof action }) => {
        action = definition.action;
      },
    },
    config,
    logger,
  });
  return {
    name: 'community',
    register: wish => action({ input: { ...wish, argoInstance: 'main' } }),
    close: async () => {},
  };
}
