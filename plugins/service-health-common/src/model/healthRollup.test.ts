import { healthRollupExample } from '../testUtils';
import { healthRollupSchema } from './healthRollup';

describe('healthRollupSchema', () => {
  it('accepts the example', () => {
    expect(healthRollupSchema.strict().parse(healthRollupExample)).toEqual(
      healthRollupExample,
    );
  });

  it('refuses a history of less than a day', () => {
    const [service] = healthRollupExample.services;
    const short = { ...service, hours: service.hours?.slice(1) };
    expect(
      healthRollupSchema.safeParse({
        ...healthRollupExample,
        services: [short],
      }).success,
    ).toBe(false);
  });
});
