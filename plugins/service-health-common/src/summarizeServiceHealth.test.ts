import { serviceSummarySchema } from './model';
import { summarizeServiceHealth } from './summarizeServiceHealth';
import { serviceHealthExamples } from './testUtils';

const { healthy, degraded, notSetUp, partial, stale } = serviceHealthExamples;

describe('summarizeServiceHealth', () => {
  it.each(
    Object.entries(serviceHealthExamples).filter(
      ([, { setup }]) => setup.state === 'ok',
    ),
  )('writes a line for "%s" that the schema accepts', (_, example) => {
    const summary = summarizeServiceHealth(example, 'visit-tracker');
    expect(serviceSummarySchema.strict().parse(summary)).toMatchObject({
      headline: example.environments[0].headline,
    });
  });

  it('says nothing about a service that is not set up', () => {
    expect(summarizeServiceHealth(notSetUp, 'visits')).toBeUndefined();
  });

  it('speaks of the environment that speaks for the service', () => {
    expect(summarizeServiceHealth(degraded, 'visit-tracker')).toMatchObject({
      entityRef: degraded.entityRef,
      name: 'visit-tracker',
      environment: 'prod',
      level: 'degraded',
      since: degraded.since,
    });
  });

  it('keeps what was known last, and that a part is missing', () => {
    expect(summarizeServiceHealth(stale, 'a')?.lastKnown?.level).toBe(
      'healthy',
    );
    expect(summarizeServiceHealth(partial, 'a')?.partial).toBe(true);
  });

  describe('hours', () => {
    const at = (time: string) => `2026-11-20T${time}:00.000Z`;
    const hoursOf = (
      verdict: { level: 'healthy' | 'degraded' | 'unknown'; times: string }[],
    ) => {
      const [environment] = healthy.environments;
      const history = {
        from: '2026-11-19T12:20:00.000Z',
        to: at('12:20'),
        verdict: verdict.map(({ level, times }) => {
          const [from, to] = times.split('-');
          return { level, from: at(from), to: at(to) };
        }),
        sections: {},
        changes: [],
      };
      const environments = [{ ...environment, history }];
      return summarizeServiceHealth({ ...healthy, environments }, 'a')?.hours;
    };

    it('are the worst level of each hour by the clock', () => {
      const hours = hoursOf([
        { level: 'healthy', times: '00:00-10:59' },
        { level: 'degraded', times: '10:59-11:00' },
        { level: 'healthy', times: '11:00-12:20' },
      ]);
      expect(hours).toHaveLength(24);
      expect(hours?.slice(-4)).toEqual([
        'healthy',
        'degraded',
        'healthy',
        'healthy',
      ]);
    });

    it('are unknown where nobody looked', () => {
      const hours = hoursOf([
        { level: 'healthy', times: '09:00-10:00' },
        { level: 'unknown', times: '10:00-10:30' },
        { level: 'healthy', times: '10:30-12:20' },
      ]);
      expect(hours?.slice(-5)).toEqual([
        'unknown',
        'healthy',
        'unknown',
        'healthy',
        'healthy',
      ]);
    });

    it('are left out without a history', () => {
      const [{ history, ...environment }] = healthy.environments;
      const without = { ...healthy, environments: [environment] };
      expect(summarizeServiceHealth(without, 'a')?.hours).toBeUndefined();
    });
  });
});
