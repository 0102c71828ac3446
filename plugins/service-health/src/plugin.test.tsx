import { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { serviceHealthExamples } from '@paved-path/backstage-plugin-service-health-common/testUtils';
import { screen, within } from '@testing-library/react';
import { serviceHealthApiRef } from './api/serviceHealthApiRef';
import { ServiceHealthApi } from './api/ServiceHealthApi';
import { serviceHealthEntityCard } from './entityCard';
import { serviceHealthEntityContent } from './entityContent';
import { FakeServiceHealthApi } from './testUtils/FakeServiceHealthApi';

const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'visit-tracker',
    namespace: 'default',
    annotations: { 'backstage.io/kubernetes-id': 'visit-tracker' },
  },
  spec: { type: 'service', owner: 'group:default/visits' },
};

function renderCard(api: ServiceHealthApi, of = entity) {
  return renderTestApp({
    extensions: [createTestEntityPage({ entity: of }), serviceHealthEntityCard],
    apis: [[serviceHealthApiRef, api]],
  });
}

function renderTab(api: ServiceHealthApi) {
  return renderTestApp({
    extensions: [createTestEntityPage({ entity }), serviceHealthEntityContent],
    apis: [[serviceHealthApiRef, api]],
  });
}

describe('serviceHealthEntityCard', () => {
  it('says in two lines that all is well', async () => {
    renderCard(FakeServiceHealthApi.create(serviceHealthExamples.healthy));
    expect(
      await screen.findByRole('heading', {
        name: /Healthy prod, staging, dev/,
      }),
    ).toBeVisible();
    expect(screen.getByText(/8 of 8 pods ready/)).toBeVisible();
    expect(screen.queryByText('Next step')).not.toBeInTheDocument();
  });
});

describe('serviceHealthEntityContent', () => {
  it('shows the verdict, the next step and the sections', async () => {
    renderTab(FakeServiceHealthApi.create(serviceHealthExamples.degraded));
    const hero = await screen.findByRole('article', {
      name: /Degraded in prod/,
    });
    expect(within(hero).getByText(/2 of 8 pods cannot start/)).toBeVisible();
    expect(await screen.findByRole('region', { name: 'Redis' })).toBeVisible();
  });
});
