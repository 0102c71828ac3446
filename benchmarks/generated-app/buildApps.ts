import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { renderSkeleton } from '@paved-path/generate';

/** Folders of two standalone servers, each as an image would hold it. */
export interface Apps {
  here: string;
  bare: string;
}

/** Generates a repository and builds it, and builds a bare Next.js app with the same packages beside it. */
export async function buildApps(folder: string): Promise<Apps> {
  const here = join(folder, 'here');
  await renderSkeleton(
    {
      name: 'visit-tracker',
      owner: 'group:default/platform-team',
      repoUrl: 'github.com?owner=example&repo=visit-tracker',
    },
    here,
  );
  run(here, 'npm', 'ci', '--no-audit', '--no-fund');
  run(here, 'npm', 'run', 'build');

  const bare = join(folder, 'bare');
  mkdirSync(bare);
  cpSync(join(__dirname, 'bare'), bare, { recursive: true });
  cpSync(join(here, 'tsconfig.json'), join(bare, 'tsconfig.json'));
  // Hard links: a symbolic one leads the build's tracing out of the folder
  run(bare, 'cp', '-al', join(here, 'node_modules'), '.');
  run(bare, join(bare, 'node_modules/.bin/next'), 'build');
  const standalone = join(bare, '.next/standalone');
  cpSync(join(bare, '.next/static'), join(standalone, '.next/static'), {
    recursive: true,
  });
  return { here: join(here, '.next/standalone'), bare: standalone };
}

function run(cwd: string, command: string, ...args: string[]): void {
  execFileSync(command, args, {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  });
}
