import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { paths } from '../paths.mjs';
import { yarnCommand } from '../steps/yarnCommand.mjs';

/**
 * Builds every plugin and packs it as it would be published.
 *
 * @returns the packed manifests, each with the `file` it is in
 */
export async function packPlugins({ children, env }, folder) {
  mkdirSync(folder, { recursive: true });
  const run = (name, ...args) =>
    children.run({
      name,
      ...yarnCommand(...args),
      cwd: paths.root,
      env: { ...env, NODE_ENV: 'production' },
      log: join(paths.logs, 'adopt-pack.log'),
      failure: `Cannot pack the plugins: ${name} failed`,
    });
  // What packages are typed by comes from here
  await run('tsc', 'tsc', '--project', 'tsconfig.plugins.json');
  const plugins = readdirSync(join(paths.root, 'plugins')).map(readManifest);
  for (const { name } of plugins) {
    await run(`the build of ${name}`, 'workspace', name, 'build');
  }
  for (const plugin of plugins) {
    plugin.file = join(folder, `${plugin.folder}-${plugin.version}.tgz`);
    await run(
      `yarn pack of ${plugin.name}`,
      ...['workspace', plugin.name, 'pack', '--out', plugin.file],
    );
  }
  return plugins;
}

function readManifest(folder) {
  const file = join(paths.root, 'plugins', folder, 'package.json');
  const { name, version } = JSON.parse(readFileSync(file, 'utf8'));
  return { folder, name, version };
}
