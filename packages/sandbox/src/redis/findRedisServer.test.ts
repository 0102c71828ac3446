import { findRedisServer } from './findRedisServer';

describe('findRedisServer', () => {
  it('takes the one that REDIS_SERVER_BIN names', async () => {
    const environment = { REDIS_SERVER_BIN: process.execPath, PATH: '' };
    expect(await findRedisServer(environment)).toBe(process.execPath);
  });

  it('says what to install when there is none', async () => {
    await expect(findRedisServer({ PATH: '/nowhere' })).rejects.toThrow(
      'Cannot find redis-server: install the package "redis-server" (Debian, Ubuntu) or "redis" (Fedora, Homebrew), or set REDIS_SERVER_BIN to its path',
    );
  });

  it('quotes a path that cannot be run', async () => {
    const environment = { REDIS_SERVER_BIN: '/nowhere/redis-server' };
    await expect(findRedisServer(environment)).rejects.toThrow(
      '"/nowhere/redis-server"',
    );
  });
});
