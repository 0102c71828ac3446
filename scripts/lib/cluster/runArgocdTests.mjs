import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap } from '../bootstrap.mjs';
import { LauncherError } from '../LauncherError.mjs';
import { paths } from '../paths.mjs';
import { yarnCommand } from '../steps/yarnCommand.mjs';
import { toolchainEnvironment } from '../toolchain.mjs';
import { clusterVariables, requireVariables } from './requireVariables.mjs';
import { writeArgocdProof } from './writeArgocdProof.mjs';

const suites = [
  'packages/sandbox/src/argocd/likeness.test.ts',
  'plugins/scaffolder-backend-module-argocd/src/cluster/',
];

/**
 * `npm run test:argocd-cluster`: the Argo CD actions, and the likeness of the double, against a real Argo CD. Writes
 * what came out into docs/argocd/proof.md; further arguments go to Jest, and then nothing is written.
 */
export async function main(context) {
  const { ARGOCD_URL, ARGOCD_TOKEN } = clusterVariables;
  requireVariables({ ARGOCD_URL, ARGOCD_TOKEN });
  await bootstrap(context);
  const report = join(paths.logs, 'argocd-cluster.json');
  const figures = join(paths.logs, 'argocd-figures.txt');
  [report, figures].forEach(file => rmSync(file, { force: true }));
  const { code } = await context.children.start({
    name: 'Jest',
    ...yarnCommand(
      ...['backstage-cli', 'repo', 'test', '--no-watch', '--maxWorkers=1'],
      ...['--verbose', '--json', `--outputFile=${report}`],
      ...(context.args.length > 0 ? context.args : suites),
    ),
    cwd: paths.root,
    env: { ...toolchainEnvironment(), ARGOCD_FIGURES_FILE: figures },
  }).exited;
  if (!existsSync(report)) {
    throw new LauncherError('The tests of the Argo CD actions did not run');
  }
  if (context.args.length === 0) {
    await writeArgocdProof({
      report: JSON.parse(readFileSync(report, 'utf8')),
      figures: existsSync(figures) ? readFileSync(figures, 'utf8') : '',
    });
  }
  return code ?? 1;
}
