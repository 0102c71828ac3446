import { findProgram } from './find-program';

const program = findProgram('redis-server', 'valkey-server');

/** A suite that needs a real Redis: skipped with a notice where there is none, unless REQUIRE_REDIS=1 makes that a failure. */
export function describeWithRedis(name: string, suite: (redisServer: string) => void): void {
  if (program) {
    describe(name, () => suite(program));
    return;
  }
  if (process.env.REQUIRE_REDIS === '1') {
    test(name, () => {
      throw new Error('Cannot find redis-server on PATH, and REQUIRE_REDIS=1 forbids to skip: install redis-server');
    });
    return;
  }
  describe.skip(`${name} (skipped: no redis-server on PATH)`, () => suite('redis-server'));
  console.warn(`Skipped "${name}": no redis-server on PATH; REQUIRE_REDIS=1 makes this a failure`);
}
