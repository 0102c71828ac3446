import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';

/** The tab of teams, systems and domains: all their services at a glance. */
export const serviceHealthRollupContent = EntityContentBlueprint.make({
  name: 'rollup',
  params: {
    path: '/health',
    title: 'Health',
    group: 'operation',
    filter: { kind: { $in: ['group', 'user', 'system', 'domain'] } },
    loader: () =>
      import('./rollup/RollupTab').then(({ RollupTab }) => <RollupTab />),
  },
});
