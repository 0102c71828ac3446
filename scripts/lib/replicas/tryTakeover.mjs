import assert from 'node:assert/strict';
import { until } from './until.mjs';

/** A first build installs and builds for real. */
const firstBuild = 12 * 60;

/** A task whose replica dies is given up, and a retry on another replica ends it. */
export async function tryTakeover(progress, { first, second, sandbox }) {
  let task;
  await progress.step('A task runs on the only replica', async () => {
    await second.stop();
    task = await startTask(first, sandbox);
    await until('the registration in the catalog', {
      ask: () => events(first, task),
      holds: list =>
        list.some(
          ({ body }) =>
            body.stepId === 'catalog' && body.status === 'completed',
        ),
      seconds: 300,
    });
  });
  await progress.step(
    'That replica dies, another gives the task up',
    async () => {
      await first.kill();
      await second.start();
      await ended(second, { task, status: 'failed', seconds: 360 });
    },
  );
  await progress.step(
    'A retry there ends it, and adopts what was made',
    async () => {
      await second.ask(`/api/scaffolder/v2/tasks/${task}/retry`, {
        method: 'POST',
        json: {},
      });
      await ended(second, { task, status: 'completed', seconds: firstBuild });
    },
  );
  await progress.step(
    'The first one comes back and tells the same of it',
    async () => {
      await first.start();
      assert.deepEqual(await events(first, task), await events(second, task));
    },
  );
}

async function startTask(replica, { gitUrl }) {
  const { host } = new URL(gitUrl);
  const { body } = await replica.ask('/api/scaffolder/v2/tasks', {
    method: 'POST',
    json: {
      templateRef: 'template:default/visit-tracker',
      values: {
        name: 'shared',
        owner: 'group:default/team-a',
        repoUrl: `${host}?owner=platform&repo=shared`,
      },
    },
  });
  return body.id;
}

async function events(replica, task) {
  const { body } = await replica.ask(`/api/scaffolder/v2/tasks/${task}/events`);
  return body;
}

async function ended(replica, { task, status, seconds }) {
  const { body } = await until('the end of the task', {
    ask: () => replica.ask(`/api/scaffolder/v2/tasks/${task}`),
    holds: ({ body: { status: now } }) =>
      now === status || !['open', 'processing', 'failed'].includes(now),
    seconds,
  });
  assert.equal(body.status, status);
}
