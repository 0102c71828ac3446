import { join } from 'node:path';
import { paths } from '../paths.mjs';
import { findOnPath } from './findOnPath.mjs';
import { findTool } from './findTool.mjs';

const goTools = {
  helm: 'helm.sh/helm/v4/cmd/helm@v4.3.1',
  kubeconform: 'github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0',
  actionlint: 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12',
  act: 'github.com/nektos/act@v0.2.89',
};

/** Finds those of `names` that are Go programs, and builds the missing ones where Go is at hand. */
export async function ensureGoTools(context, names) {
  const found = {};
  for (const name of names.filter(tool => tool in goTools)) {
    const path = findTool(name);
    found[name] = path
      ? { path }
      : await context.progress.step(`Build ${name}`, ({ note }) =>
          build(context, { name, note }),
        );
  }
  return found;
}

async function build({ children }, { name, note }) {
  const go = findOnPath('go');
  if (!go) {
    note('skipped: no Go');
    return { missing: 'not on PATH, and no Go to build it with' };
  }
  const log = join(paths.logs, 'go.log');
  const { code } = await children.start({
    name: `go install ${name}`,
    command: go,
    args: ['install', '-trimpath', '-ldflags=-s -w', goTools[name]],
    cwd: paths.tools,
    env: {
      ...process.env,
      GOBIN: paths.goBin,
      CGO_ENABLED: '0',
      // Without this the module cache is read-only, and hard to remove
      GOFLAGS: `${process.env.GOFLAGS ?? ''} -modcacherw`.trim(),
    },
    log,
  }).exited;
  if (code === 0) {
    return { path: findTool(name) };
  }
  note('failed');
  return { missing: `not on PATH, and "go install" failed: see ${log}` };
}
