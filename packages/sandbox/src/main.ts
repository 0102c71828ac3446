import { logToStderr } from './process/log';
import { readSandboxSettings } from './SandboxSettings';
import { startSandbox } from './startSandbox';

/** Tell the launcher something: one line of JSON on stdout. */
function announce(event: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

/** Wait until someone ends the sandbox. */
function untilAskedToStop(): Promise<void> {
  return new Promise(resolve => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
}

async function main(): Promise<void> {
  const asked = untilAskedToStop();
  const sandbox = await startSandbox(readSandboxSettings(), logToStderr);
  announce({
    event: 'ready',
    gitUrl: sandbox.git.url,
    gitUsername: sandbox.git.username,
    gitPassword: sandbox.git.password,
    argocdUrl: sandbox.argocd.url,
    argocdToken: sandbox.argocd.token,
    kubernetesUrl: sandbox.kubernetes.url,
    kubernetesToken: sandbox.kubernetes.token,
    controlUrl: sandbox.controlUrl,
  });
  await asked;
  logToStderr('Stopping');
  // A second signal ends it at once.
  process.once('SIGTERM', () => process.exit(1));
  process.once('SIGINT', () => process.exit(1));
  await sandbox.close();
}

// One part's bug must not take the others down without a word.
process.on('unhandledRejection', error =>
  logToStderr(`Something went wrong inside: ${String(error)}`),
);

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    logToStderr(message);
    announce({ event: 'error', message });
    process.exit(1);
  },
);
