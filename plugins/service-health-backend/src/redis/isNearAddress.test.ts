import { isNearAddress } from './isNearAddress';

describe('isNearAddress', () => {
  const pattern = { host: 'visits-redis.visits.svc', port: 6379 };

  it.each([
    ['10.0.3.7:6379', true],
    ['fd00::12:6379', true],
    ['visits-redis.visits.svc:6379', true],
    ['visits-redis-0.visits.svc:6379', true],
    ['10.0.3.7:22', false],
    ['8.8.8.8:6379', false],
    ['evil.example.com:6379', false],
    ['payments-redis.payments.svc:6379', false],
  ])('answers for %s: %s', (address, near) => {
    expect(isNearAddress(address, pattern)).toBe(near);
  });
});
