import { createHash } from 'node:crypto';
import { access, cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { runGit } from '../git/runGit';
import { ImageStore } from '../images/ImageStore';
import { childEnvironment } from '../process/childEnvironment';
import { runCommand } from '../process/runCommand';
import { deployDev } from './deployDev';

/** What `buildCommit` needs. */
export interface BuildOptions {
  /** Clone URL with the credentials of the bot. */
  remote: string;
  sha: string;
  /** Folder to work in; only one build may use it at a time. */
  directory: string;
  images: ImageStore;
  signal: AbortSignal;
  /** Gets the name of each step as it starts. */
  onStep(name: string): void;
  onOutput(text: string): void;
}

const chartValues = z.object({ image: z.object({ repository: z.string() }) });

/**
 * Play the CI's part for one commit: clone, `npm ci`, `npm run build`, keep
 * the result as the image, and commit its tag.
 *
 * @returns the image
 */
export async function buildCommit(options: BuildOptions): Promise<string> {
  const { remote, sha, directory, images, signal, onStep } = options;
  const work = join(directory, 'work');
  onStep('Clone');
  await rm(work, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  await runGit(['clone', '--quiet', remote, work], { signal });
  await runGit(['checkout', '--quiet', '--detach', sha], { cwd: work, signal });
  const values: unknown = parse(
    await readFile(join(work, 'ops/charts/values.yaml'), 'utf8'),
  );
  const { repository } = chartValues.parse(values).image;
  const image = `${repository}:${sha}`;

  await withDependencies(work, options, async () => {
    onStep('npm run build');
    await npm(['run', 'build'], work, options);
  });
  onStep('Make the image');
  await images.add(image, await standalone(work));
  options.onOutput(`Kept as ${image}\n`);
  onStep('Commit the tag to dev');
  await deployDev(work, { remote, sha, signal });
  await rm(work, { recursive: true, force: true });
  return image;
}

/** Install, or take what an earlier build with the same lock file installed. */
async function withDependencies(
  work: string,
  options: BuildOptions,
  use: () => Promise<void>,
): Promise<void> {
  const lock = await readFile(join(work, 'package-lock.json')).catch(
    () => undefined,
  );
  const modules = join(work, 'node_modules');
  const key = lock && createHash('sha256').update(lock).digest('hex');
  const kept = key && join(options.directory, 'modules', key.slice(0, 20));
  if (kept && (await exists(kept))) {
    options.onStep('npm ci');
    options.onOutput('Takes the modules of an earlier build: same lock file\n');
    await rename(kept, modules);
  } else {
    options.onStep(lock ? 'npm ci' : 'npm install (there is no lock file)');
    const verb = lock ? 'ci' : 'install';
    await npm([verb, '--no-audit', '--no-fund'], work, options);
  }
  try {
    await use();
  } finally {
    if (kept && (await exists(modules))) {
      await rm(kept, { recursive: true, force: true });
      await mkdir(join(kept, '..'), { recursive: true });
      await rename(modules, kept);
    }
  }
}

async function npm(
  args: string[],
  cwd: string,
  options: BuildOptions,
): Promise<void> {
  await runCommand('npm', args, {
    cwd,
    signal: options.signal,
    onOutput: options.onOutput,
    env: childEnvironment({ CI: 'true', APP_VERSION: options.sha }),
  });
}

/** The folder that the Dockerfile copies, made whole if the build did not. */
async function standalone(work: string): Promise<string> {
  const folder = join(work, '.next/standalone');
  if (!(await exists(join(folder, 'server.js')))) {
    throw new Error(
      'Cannot make the image: the build left no .next/standalone/server.js',
    );
  }
  for (const part of ['.next/static', 'public', 'drain.mjs']) {
    const target = join(folder, part);
    if ((await exists(join(work, part))) && !(await exists(target))) {
      await cp(join(work, part), target, { recursive: true });
    }
  }
  return folder;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
