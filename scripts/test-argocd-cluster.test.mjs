import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replaceResults, sectionsOf } from './lib/cluster/writeArgocdProof.mjs';
import { freePorts } from './testing/freePorts.mjs';
import { makeCheckout } from './testing/makeCheckout.mjs';
import { startLauncher } from './testing/startLauncher.mjs';

test('test-argocd-cluster.mjs asks for Argo CD alone, before it fetches anything', async t => {
  const launcher = startLauncher(t, makeCheckout(t), {
    script: 'test-argocd-cluster.mjs',
    env: {
      ...(await freePorts()),
      ARGOCD_URL: undefined,
      ARGOCD_TOKEN: undefined,
      GITEA_URL: undefined,
    },
  });
  const { code, output } = await launcher.ended;

  assert.equal(code, 1);
  assert.match(
    output,
    /Cannot reach a cluster: ARGOCD_URL, ARGOCD_TOKEN are not set/,
  );
  assert.doesNotMatch(output, /GITEA|Fetch|Install/);
});

test('the proof tells what failed and what was not run', () => {
  const ancestorTitles = ['on a real cluster', 'inner'];

  assert.deepEqual(
    sectionsOf([
      { ancestorTitles, title: 'a | b', status: 'passed', duration: 1234 },
      { ancestorTitles, title: 'c', status: 'failed', duration: 10 },
      { ancestorTitles, title: 'd', status: 'pending' },
    ]),
    [
      '',
      '### On a real cluster',
      '',
      '| Case          | Result  | Time  |',
      '| ------------- | ------- | ----- |',
      '| inner: a \\| b | holds   | 1.2 s |',
      '| inner: c      | FAILED  | 0.0 s |',
      '| inner: d      | not run |       |',
    ],
  );
});

test('the proof keeps what stands outside the marks', () => {
  const marks = ['<!-- results:start -->', '<!-- results:end -->'];
  const page = `before\n${marks[0]}\nold\n${marks[1]}\nafter`;

  assert.equal(
    replaceResults(page, 'new'),
    `before\n${marks[0]}\n\nnew\n\n${marks[1]}\nafter`,
  );
  assert.throws(() => replaceResults('no marks', 'new'), /lost its marks/);
});
