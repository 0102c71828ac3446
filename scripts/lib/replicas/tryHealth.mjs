import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { until } from './until.mjs';

const path = '/api/service-health/v1/health?entityRef=component:default/shared';

/** Both replicas judge alike, and one may answer where the other did. */
export async function tryHealth(progress, { first, second, sandbox }) {
  await progress.step('Both say healthy', () =>
    agree(first, second, { level: 'healthy', seconds: 120 }),
  );
  await progress.step('A crash loop is seen by both', async () => {
    await apply(sandbox, 'crash-loop');
    await agree(first, second, { level: 'down', seconds: 300 });
  });
  // A restart stays a warning for ten minutes
  await progress.step('Mended, both still warn of the restarts', async () => {
    await apply(sandbox, 'healthy');
    await agree(first, second, { level: 'warning', seconds: 120 });
  });
}

/** Waits until both are on that level, with the same findings and the same history. */
async function agree(first, second, { level, seconds }) {
  await until(`"${level}" on both`, {
    ask: () => Promise.all([first, second].map(replica => replica.ask(path))),
    holds: ([one, other]) =>
      one.body.level === level &&
      isDeepStrictEqual(essence(one.body), essence(other.body)),
    seconds,
  });
}

/** What does not depend on the moment: each replica measures for itself when, and how fast Redis is. */
function essence({ level, environments }) {
  return {
    level,
    environments: environments.map(
      ({ name, level: own, sections, history }) => ({
        name,
        level: own,
        sections: sections.map(each => [each.id, each.level]),
        changes: history.verdict.map(span => span.level),
      }),
    ),
  };
}

async function apply({ controlUrl }, scenario) {
  const response = await fetch(`${controlUrl}/api/scenarios/${scenario}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ namespace: 'sre-challenge', name: 'shared' }),
  });
  assert.ok(response.ok, `"${scenario}" answered ${response.status}`);
}
