import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { renderSkeleton } from '@paved-path/generate';

/** Folders of two standalone servers, each as an image would hold it. */
export interface Apps {
  here: string;
  bare: string;
}

/** What the bare app shows is the generated app's own page; everything around the page is left out. */
const pageFiles = [
  'app/error.tsx',
  'app/globals.css',
  'app/icon.svg',
  'app/layout.tsx',
  'app/not-found.tsx',
  'app/page.tsx',
  'app/visit-counter.tsx',
  'lib/new-visit-id.ts',
  'lib/visit-sender.ts',
  'service.json',
  'tsconfig.json',
];

/** Generates a repository and builds it, and builds a bare Next.js app with the same packages and page beside it. */
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
  for (const file of pageFiles) {
    cpSync(join(here, file), join(bare, file));
  }
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
