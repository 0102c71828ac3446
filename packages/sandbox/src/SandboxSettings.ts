import { join, resolve } from 'node:path';
import { packageFolder } from './packageFolder';

/** Where the sandbox keeps its state, and on which ports it answers. */
export interface SandboxSettings {
  /** The checkout that becomes the repository `platform/golden-path`. */
  projectRoot: string;
  /** Folder of the state. */
  home: string;
  gitPort: number;
  argocdPort: number;
  kubernetesPort: number;
  controlPort: number;
  /** Generated services get the first free ports from here up. */
  firstAppPort: number;
  firstRedisPort: number;
}

/** Settings from the environment, with the defaults of `npm start`. */
export function readSandboxSettings(
  environment: Record<string, string | undefined> = process.env,
): SandboxSettings {
  const projectRoot = resolve(packageFolder, '../..');
  const port = (name: string, fallback: number) => {
    const value = environment[name] || String(fallback);
    if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535) {
      throw new Error(
        `Cannot use ${name}="${value}": give a port from 0 to 65535`,
      );
    }
    return Number(value);
  };
  return {
    projectRoot,
    home: resolve(environment.SANDBOX_HOME || join(projectRoot, '.sandbox')),
    gitPort: port('SANDBOX_GIT_PORT', 7100),
    argocdPort: port('SANDBOX_ARGOCD_PORT', 7101),
    kubernetesPort: port('SANDBOX_KUBERNETES_PORT', 7102),
    controlPort: port('SANDBOX_CONTROL_PORT', 7103),
    firstAppPort: port('SANDBOX_APP_PORT', 7200),
    firstRedisPort: port('SANDBOX_REDIS_PORT', 7300),
  };
}
