import assert from 'node:assert/strict';
import { Replica } from './Replica.mjs';
import { replicaPorts } from './replicaPorts.mjs';
import { tryHealth } from './tryHealth.mjs';
import { tryTakeover } from './tryTakeover.mjs';
import { until } from './until.mjs';

/** What two replicas of the portal share, in the order of a service's life. */
export async function tryReplicas({ children, progress }, options) {
  const [first, second] = [
    { name: 'first', port: replicaPorts.FIRST_PORT },
    { name: 'second', port: replicaPorts.SECOND_PORT },
  ].map(each => new Replica(children, { ...options, ...each }));
  const replicas = { first, second };

  await progress.step('The first one makes the databases', () => first.start());
  await progress.step('The second one joins', () => second.start());
  await progress.step('A sign-in on one is good for the other', async () => {
    const token = await first.signIn();
    first.use(token);
    second.use(token);
    const { body } = await second.ask('/api/auth/v1/userinfo');
    assert.equal(body.claims.sub, 'user:default/guest');
  });
  await progress.step('Both have the template in the catalog', () =>
    Promise.all(
      [first, second].map(replica =>
        until('the template', {
          ask: () =>
            replica.ask(
              '/api/catalog/entities/by-name/template/default/visit-tracker',
            ),
          holds: ({ body }) => body.kind === 'Template',
        }),
      ),
    ),
  );
  await tryTakeover(progress, { ...options, ...replicas });
  await tryHealth(progress, { ...options, ...replicas });
}
