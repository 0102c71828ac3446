import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap } from './bootstrap.mjs';
import { LauncherError } from './LauncherError.mjs';
import { paths } from './paths.mjs';
import { makeSandboxHome } from './sandboxHome.mjs';
import { findToolchain, toolchainEnvironment } from './toolchain.mjs';
import { ensureRedis } from './tools/ensureRedis.mjs';

const folder = join(paths.root, 'benchmarks');
const names = readdirSync(folder).filter(name =>
  existsSync(join(folder, name, 'main.ts')),
);

const help = `Usage: npm run bench [-- --only NAME]

Measures beside what people use today, in the same run, and writes the results
to benchmarks/NAME/results.json, docs/benchmarks.md and docs/images/benchmarks.svg.

  --only NAME  Run this benchmark; may be given several times
  --help       Show this text

Benchmarks: ${names.join(', ')}. Leave the machine alone while they run.`;

/** `npm run bench`: runs the benchmarks one after the other, then writes the page that shows them. */
export async function main(context) {
  const options = readOptions(context.args);
  if (options.help) {
    console.log(help);
    return 0;
  }
  makeSandboxHome();
  await bootstrap(context);
  const env = {
    ...toolchainEnvironment(),
    REDIS_SERVER_BIN: await ensureRedis(context),
  };
  for (const name of options.only ?? names) {
    await context.progress.step(`Benchmark ${name}`, () =>
      runEntry(context, { name, entry: join(folder, name, 'main.ts'), env }),
    );
  }
  await context.progress.step('Write the page', () =>
    runEntry(context, {
      name: 'page',
      entry: join(folder, 'writePage.ts'),
      env,
    }),
  );
  return 0;
}

function runEntry({ children }, { name, entry, env }) {
  return children.run({
    name,
    command: findToolchain().node,
    args: ['--expose-gc', '--require', paths.nodeTransform, entry],
    cwd: paths.root,
    env,
    log: join(paths.logs, `bench-${name}.log`),
  });
}

function readOptions(args) {
  const options = parseOptions(args);
  const unknown = options.only?.find(name => !names.includes(name));
  if (unknown !== undefined) {
    throw new LauncherError(
      `Cannot run the benchmark "${unknown}": there is none`,
      { remedy: `choose from ${names.join(', ')}` },
    );
  }
  return options;
}

function parseOptions(args) {
  try {
    return parseArgs({
      args,
      options: {
        only: { type: 'string', multiple: true },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (cause) {
    throw new LauncherError(cause.message, {
      remedy: 'see "npm run bench -- --help"',
      cause,
    });
  }
}
