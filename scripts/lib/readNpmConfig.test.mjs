import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readNpmConfig } from './readNpmConfig.mjs';

test('readNpmConfig reads the registry, its CA and proxy, and its credentials', t => {
  const folder = mkdtempSync(join(tmpdir(), 'npmrc-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const userconfig = join(folder, '.npmrc');
  writeFileSync(
    userconfig,
    [
      '//other.invalid/:_authToken=not-this',
      '//packages.invalid/npm/:_authToken = ${TOKEN_FOR_TEST}',
    ].join('\n'),
  );
  process.env.TOKEN_FOR_TEST = 'abc';
  process.env.FAKE_NPM_CONFIG = JSON.stringify({
    registry: 'https://packages.invalid/npm',
    cafile: '/ca.pem',
    'https-proxy': 'http://proxy.invalid:3128',
    'strict-ssl': false,
    userconfig,
    globalconfig: join(folder, 'none'),
  });
  process.env.npm_execpath = fileURLToPath(
    new URL('../testing/fixtures/npm/npm-cli.js', import.meta.url),
  );

  const config = readNpmConfig();
  assert.equal(config.registry, 'https://packages.invalid/npm');
  assert.equal(config.caFile, '/ca.pem');
  assert.equal(config.httpsProxy, 'http://proxy.invalid:3128');
  assert.equal(config.strictSsl, false);
  assert.equal(config.authToken, 'abc');
  assert.equal(config.authIdent, undefined);
});

test('readNpmConfig hands on certificates that npm has as text', () => {
  process.env.FAKE_NPM_CONFIG = JSON.stringify({
    registry: 'https://packages.invalid/npm',
    ca: ['first certificate', 'second certificate'],
  });
  process.env.npm_execpath = fileURLToPath(
    new URL('../testing/fixtures/npm/npm-cli.js', import.meta.url),
  );

  const { caFile } = readNpmConfig();
  assert.equal(
    readFileSync(caFile, 'utf8'),
    'first certificate\nsecond certificate\n',
  );
  rmSync(caFile);
});
