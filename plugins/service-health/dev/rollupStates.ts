import { HealthRollup } from '@paved-path/backstage-plugin-service-health-common';
import { healthRollupExample } from '@paved-path/backstage-plugin-service-health-common/testUtils';
import { HealthRequestError } from '../src';
import { State } from './State';

const { services } = healthRollupExample;
const empty: HealthRollup = {
  ...healthRollupExample,
  services: [],
  notSetUp: 0,
  forbidden: 0,
};

/** All states of the roll-up, in the order of the design. */
export const rollupStates: State<HealthRollup>[] = [
  { name: 'mixed', title: 'All levels', answer: healthRollupExample },
  {
    name: 'calm',
    title: 'All healthy',
    answer: {
      ...healthRollupExample,
      services: services.filter(({ level }) => level === 'healthy'),
      notSetUp: 0,
      forbidden: 0,
    },
  },
  {
    name: 'stale',
    title: 'All data is too old',
    answer: {
      ...healthRollupExample,
      services: services.slice(0, 3).map(service => ({
        ...service,
        level: 'unknown',
        headline: 'No fresh data for 6 min',
        lastKnown: {
          level: service.level,
          at: healthRollupExample.generatedAt,
        },
      })),
    },
  },
  { name: 'empty', title: 'No services', answer: empty },
  {
    name: 'not-linked',
    title: 'Nothing connected yet',
    answer: { ...empty, notSetUp: 3 },
  },
  {
    name: 'forbidden',
    title: 'No permission',
    answer: { ...empty, forbidden: 3 },
  },
  { name: 'loading', title: 'Loading' },
  {
    name: 'error',
    title: 'The backend failed',
    answer: new HealthRequestError('Bad gateway', {
      status: 502,
      requestId: '7f3a91c2',
    }),
  },
];
