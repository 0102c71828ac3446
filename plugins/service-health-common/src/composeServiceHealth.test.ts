import { judge } from './__fixtures__/judge';
import { ago, workload } from './__fixtures__/records';
import { composeServiceHealth } from './composeServiceHealth';
import { environmentOfVerdict } from './environmentOfVerdict';

const well = judge({});
const down = judge({
  cluster: {
    workloads: [workload({ ready: 0, available: 0, shortSince: ago(600) })],
  },
});
const absent = judge({ cluster: { workloads: [], pods: [] } });

function compose(dev: typeof well, staging: typeof well, prod: typeof well) {
  return composeServiceHealth({
    entityRef: 'component:default/visits',
    environments: [
      { ...dev, name: 'dev' },
      { ...staging, name: 'staging' },
      { ...prod, name: 'prod' },
    ],
    links: [],
    primary: ['prod'],
    now: 0,
  });
}

describe('composeServiceHealth()', () => {
  it.each([
    { given: 'all well', health: compose(well, well, well), verdict: 'prod' },
    { given: 'dev down', health: compose(down, well, well), verdict: 'prod' },
    { given: 'prod down', health: compose(well, well, down), verdict: 'prod' },
    {
      given: 'no prod yet',
      health: compose(well, down, absent),
      verdict: 'staging',
    },
  ])('keeps the order of environments: $given', ({ health, verdict }) => {
    expect(health.environments.map(({ name }) => name)).toEqual([
      'dev',
      'staging',
      'prod',
    ]);
    expect(health.environment).toBe(verdict);
    expect(environmentOfVerdict(health)).toMatchObject({
      name: verdict,
      level: health.level,
      headline: health.headline,
    });
  });
});
