import { ServiceHealth } from '@paved-path/backstage-plugin-service-health-common';
import { serviceHealthExamples } from '@paved-path/backstage-plugin-service-health-common/testUtils';
import { HealthRequestError } from '../src';
import { State } from './State';

const {
  healthy,
  healthyOtherEnvironmentWorse,
  waitingForFirstBuild,
  notSetUp,
} = serviceHealthExamples;
const { progressing, warning, degraded, down, partial, stale, suspended } =
  serviceHealthExamples;

/** All states of the card, in the order of the design. */
export const states: State<ServiceHealth>[] = [
  { name: 'healthy', title: 'Healthy', answer: healthy },
  {
    name: 'mixed',
    title: 'Healthy in prod, another environment is not',
    answer: healthyOtherEnvironmentWorse,
  },
  { name: 'progressing', title: 'Progressing', answer: progressing },
  {
    name: 'waiting',
    title: 'Waiting for the first build',
    answer: waitingForFirstBuild,
  },
  { name: 'warning', title: 'Warning', answer: warning },
  { name: 'degraded', title: 'Degraded', answer: degraded },
  { name: 'down', title: 'Down because of Redis', answer: down },
  {
    name: 'partial',
    title: '1 of 2 clusters does not answer',
    answer: partial,
  },
  { name: 'stale', title: 'All data is too old', answer: stale },
  {
    name: 'forbidden',
    title: 'No permission',
    answer: new HealthRequestError('Not allowed', {
      status: 403,
      requestId: '7f3a91c2',
    }),
  },
  { name: 'suspended', title: 'Suspended', answer: suspended },
  { name: 'not-set-up', title: 'Nothing connected yet', answer: notSetUp },
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
