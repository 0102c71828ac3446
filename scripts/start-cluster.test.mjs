import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freePorts } from './testing/freePorts.mjs';
import { makeCheckout } from './testing/makeCheckout.mjs';
import { startLauncher } from './testing/startLauncher.mjs';

const unset = {
  KUBECONFIG: undefined,
  ARGOCD_URL: undefined,
  ARGOCD_TOKEN: undefined,
  GITEA_URL: undefined,
  GITEA_TOKEN: undefined,
  CLUSTER_REGISTRY: undefined,
};

for (const [script, extra] of [
  ['start-cluster.mjs', ''],
  ['test-cluster.mjs', ', CLUSTER_REGISTRY'],
]) {
  test(`${script} names every variable that is missing, before it fetches anything`, async t => {
    const launcher = startLauncher(t, makeCheckout(t), {
      script,
      env: {
        ...(await freePorts()),
        ...unset,
        GITEA_URL: 'http://git.invalid',
      },
    });
    const { code, output } = await launcher.ended;

    assert.equal(code, 1);
    assert.match(
      output,
      new RegExp(
        `Cannot reach a cluster: KUBECONFIG, ARGOCD_URL, ARGOCD_TOKEN, GITEA_TOKEN${extra} are not set`,
      ),
    );
    assert.match(output, /ARGOCD_URL \(the address of Argo CD\)/);
    assert.doesNotMatch(output, /Fetch|Install/);
  });
}
