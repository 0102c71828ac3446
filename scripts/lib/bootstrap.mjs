import { installWorkspaces, isInstalled } from './installWorkspaces.mjs';
import { requireDisk, requireGit } from './preflight.mjs';
import { readNpmConfig } from './readNpmConfig.mjs';
import { fetchToolchain, findToolchain } from './toolchain.mjs';

/** Brings a checkout to where its code can run; does nothing that was done before. */
export async function bootstrap({ children, progress }) {
  requireGit();
  const hasToolchain = findToolchain().isInstalled;
  const hasPackages = hasToolchain && isInstalled();
  requireDisk(hasPackages ? 0.5 : 5);
  if (hasPackages) {
    return;
  }
  const npmConfig = readNpmConfig();
  if (!hasToolchain) {
    await progress.step('Fetch Node 24 and Yarn 4', () =>
      fetchToolchain(children, npmConfig),
    );
  }
  await progress.step(
    'Install the packages (a few minutes the first time)',
    () => installWorkspaces(children, npmConfig),
  );
}
