import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const scripts = fileURLToPath(new URL('..', import.meta.url));
const fixtures = fileURLToPath(new URL('./fixtures', import.meta.url));

/**
 * A checkout in a folder of its own, with this launcher and stand-ins for all
 * that it runs: npm, Yarn, the sandbox and the portal. Its path has a space in it.
 */
export function makeCheckout(t) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'paved path ')));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const write = (file, content) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  };
  cpSync(scripts, join(root, 'scripts'), { recursive: true });
  write('package.json', '{"packageManager":"yarn@4.0.0"}');
  write('yarn.lock', '');
  write('node_modules/@backstage/cli/config/nodeTransform.cjs', '');
  write('packages/app/package.json', '{"name":"app"}');
  // As if fetched: the real one takes pip half a minute
  write('.tools/python/techdocs/bin/mkdocs', '');
  for (const [name, entry] of [
    ['sandbox', 'main.ts'],
    ['backend', 'index.ts'],
  ]) {
    write(`packages/${name}/package.json`, `{"name":"${name}"}`);
    cpSync(
      join(fixtures, `${name}.cjs`),
      join(root, 'packages', name, 'src', entry),
    );
  }
  mkdirSync(join(root, 'plugins'));
  cpSync(
    join(fixtures, 'generate.cjs'),
    join(root, 'packages', 'generate', 'src', 'cli.ts'),
  );
  write('.github/workflows/ci.yaml', '');
  return {
    root,
    write,
    read: file => readFileSync(join(root, file), 'utf8'),
    npm: join(fixtures, 'npm', 'npm-cli.js'),
  };
}
