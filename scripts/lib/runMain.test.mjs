import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';

const runMain = new URL('./runMain.mjs', import.meta.url).href;
const launcherError = new URL('./LauncherError.mjs', import.meta.url).href;

/** Runs a command that removes something at its end; answers its exit code and what was noted. */
async function run(t, body) {
  const folder = mkdtempSync(join(tmpdir(), 'run-main-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const note = join(folder, 'note');
  const command = join(folder, 'command.mjs');
  writeFileSync(
    command,
    `import { appendFileSync } from 'node:fs';
     import { LauncherError } from ${JSON.stringify(launcherError)};
     export async function main(context) {
       context.cleanUp = async () => appendFileSync(${JSON.stringify(
         note,
       )}, 'removed ');
       ${body}
     }`,
  );
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `import { runMain } from ${JSON.stringify(runMain)};
       await runMain(${JSON.stringify(command)});`,
    ],
    { stdio: 'ignore' },
  );
  const [code] = await once(child, 'exit');
  return { code, note: readFileSync(note, 'utf8') };
}

test('removes what a command made when it ends, once', async t => {
  assert.deepEqual(await run(t, 'return 0;'), { code: 0, note: 'removed ' });
});

test('removes it when the command fails', async t => {
  assert.deepEqual(await run(t, "throw new LauncherError('no');"), {
    code: 1,
    note: 'removed ',
  });
});

test('removes it when the command is stopped', async t => {
  const body =
    "process.kill(process.pid, 'SIGTERM'); await new Promise(resolve => setTimeout(resolve, 60_000));";
  assert.deepEqual(await run(t, body), { code: 143, note: 'removed ' });
});
