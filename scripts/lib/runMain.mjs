import { appendFileSync, mkdirSync } from 'node:fs';
import { constants } from 'node:os';
import { join, relative } from 'node:path';
import { Children } from './Children.mjs';
import { LauncherError } from './LauncherError.mjs';
import { paths } from './paths.mjs';
import { Progress } from './Progress.mjs';
import { tail } from './tail.mjs';

/**
 * Runs the command in `file` (its export `main`) and sees to the ends that all
 * commands share: Ctrl-C, failures in words, and no process left behind. What
 * a command makes beside its processes it removes in `context.cleanUp`, which
 * runs once, behind them, however the command ends.
 */
export async function runMain(file) {
  const { main, output = process.stdout } = await import(file);
  const context = {
    args: process.argv.slice(2),
    children: new Children(),
    progress: new Progress(output),
  };
  process.on('exit', () => context.children.killAll());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => stopOn(signal, context));
  }
  try {
    const code = await main(context);
    await finish(context, code ?? 0);
  } catch (error) {
    context.progress.stop();
    if (!context.stopping) {
      console.error(`\n${describe(error)}`);
      await finish(context, 1);
    }
  }
}

async function finish(context, code) {
  if (!context.stopping) {
    await end(context);
    process.exit(code);
  }
}

async function end(context) {
  await context.children.stopAll();
  const { cleanUp } = context;
  context.cleanUp = undefined;
  await cleanUp?.();
}

async function stopOn(signal, context) {
  if (context.stopping) {
    return;
  }
  context.stopping = true;
  context.progress.stop();
  console.log(
    signal === 'SIGINT' ? '\nStopping ...' : `\nStopping on ${signal} ...`,
  );
  await end(context);
  console.log('Stopped');
  process.exit(128 + constants.signals[signal]);
}

function describe(error) {
  if (!(error instanceof LauncherError)) {
    return describeUnforeseen(error);
  }
  const lines = [error.message];
  const end = tail(error.log, process.env.CI ? 200 : error.logLines);
  if (end) {
    lines.push('', end.replace(/^/gm, '  | '), '');
  }
  if (error.remedy) {
    lines.push(`  What to do: ${error.remedy}`);
  }
  if (error.log) {
    lines.push(`  Log: ${relative(process.cwd(), error.log)}`);
  }
  return lines.join('\n');
}

function describeUnforeseen(error) {
  const log = join(paths.logs, 'launcher.log');
  mkdirSync(paths.logs, { recursive: true });
  appendFileSync(log, `${new Date().toISOString()} ${error.stack ?? error}\n`);
  return `The launcher failed: ${error.message ?? error}\n  Log: ${relative(
    process.cwd(),
    log,
  )}`;
}
