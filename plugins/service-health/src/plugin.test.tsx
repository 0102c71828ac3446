import { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { serviceHealthExamples } from '@paved-path/backstage-plugin-service-health-common/testUtils';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HealthRequestError } from './api/HealthRequestError';
import { ServiceHealthApi } from './api/ServiceHealthApi';
import { serviceHealthApiRef } from './api/serviceHealthApiRef';
import { serviceHealthEntityCard } from './entityCard';
import { serviceHealthEntityContent } from './entityContent';
import { healthTabRouteRef } from './routes';
import { FakeServiceHealthApi } from './testUtils/FakeServiceHealthApi';

const linked: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'visit-tracker',
    namespace: 'default',
    annotations: {
      'backstage.io/kubernetes-id': 'visit-tracker',
      'service-health/logs': 'https://logs.example.com/visit-tracker',
      'service-health/dashboard': 'vbscript:alert(1)',
    },
  },
  spec: { type: 'service', owner: 'group:default/visits' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/visits' }],
};

function renderCard(api: ServiceHealthApi, entity = linked) {
  return renderTestApp({
    extensions: [createTestEntityPage({ entity }), serviceHealthEntityCard],
    apis: [[serviceHealthApiRef, api], catalogApiMock()],
    mountedRoutes: { '/tab': healthTabRouteRef },
  });
}

function renderTab(api: ServiceHealthApi, path = '/') {
  return renderTestApp({
    extensions: [
      createTestEntityPage({ entity: linked }),
      serviceHealthEntityContent,
    ],
    apis: [[serviceHealthApiRef, api], catalogApiMock()],
    initialRouteEntries: [path],
  });
}

/** The texts that were put on the clipboard; the one of jsdom cannot be read. */
function watchClipboard(): string[] {
  const written: string[] = [];
  const writeText = async (text: string) => {
    written.push(text);
  };
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: { writeText },
  });
  return written;
}

const findCard = (name: RegExp) => screen.findByRole('article', { name });

describe('serviceHealthEntityCard', () => {
  it('says in two lines that all is well', async () => {
    renderCard(FakeServiceHealthApi.create(serviceHealthExamples.healthy));
    const card = await findCard(/Healthy prod, staging, dev/);
    expect(within(card).getByText(/8 of 8 pods ready/)).toBeVisible();
    expect(within(card).getByText(/^checked \d+ s ago$/)).toBeVisible();
    expect(
      within(card).getByRole('link', { name: /Open visit-tracker/ }),
    ).toHaveAttribute('href', 'https://visits.example.com');
    expect(within(card).queryByText('Next step')).not.toBeInTheDocument();
    expect(within(card).queryByText('Workload')).not.toBeInTheDocument();
  });

  it('names an environment that is worse than the healthy one', async () => {
    renderCard(
      FakeServiceHealthApi.create(
        serviceHealthExamples.healthyOtherEnvironmentWorse,
      ),
    );
    const card = await findCard(/Healthy prod$/);
    expect(card).toHaveTextContent(
      'staging Degraded: 1 pod crashes again and again',
    );
    expect(
      within(card).getByRole('link', { name: 'Show staging' }),
    ).toHaveAttribute('href', '/tab?env=staging');
  });

  it('shows cause, effect, next step, command and parts when degraded', async () => {
    const user = userEvent.setup();
    const written = watchClipboard();
    renderCard(FakeServiceHealthApi.create(serviceHealthExamples.degraded));
    const card = await findCard(/Degraded prod$/);
    expect(
      within(card).getByText(
        '2 of 8 pods cannot start: no node has 512 MiB of memory free',
      ),
    ).toBeVisible();
    expect(card).toHaveTextContent('for 12 min, since');
    expect(
      within(card).getByText('Add a node, or lower the memory request.'),
    ).toBeVisible();
    expect(within(card).getByRole('link', { name: 'Redis' })).toHaveAttribute(
      'href',
      '/tab?env=prod#health-redis',
    );
    expect(within(card).getByText('Explains 1 other finding')).toBeVisible();
    await user.click(
      within(card).getByRole('button', { name: 'Copy command' }),
    );
    expect(written).toEqual([
      'kubectl --context prod-eu-1 -n visits-prod describe pod visit-tracker-app-6c9f8d7b5-4xk2m',
    ]);
    expect(await screen.findAllByText('Copied')).not.toHaveLength(0);
  });

  it.each([
    ['down', /Down prod/, 'Redis lost redis-1 and its only replica redis-4'],
    ['warning', /Warning prod/, 'Redis memory is 84% full on redis-1'],
    [
      'progressing',
      /Progressing prod/,
      'Rolling out 1.14.2: 2 of 5 pods updated',
    ],
    ['suspended', /Suspended staging/, 'Scaled to 0 by its owner'],
    ['waitingForFirstBuild', /Progressing dev/, 'Waiting for the first build'],
  ] as const)(
    'shows the level and the cause: %s',
    async (state, name, cause) => {
      renderCard(FakeServiceHealthApi.create(serviceHealthExamples[state]));
      const card = await findCard(name);
      expect(within(card).getByText(cause)).toBeVisible();
    },
  );

  it('draws the rollout with the time that is left', async () => {
    renderCard(FakeServiceHealthApi.create(serviceHealthExamples.progressing));
    const card = await findCard(/Progressing prod/);
    expect(within(card).getByRole('img')).toHaveAccessibleName(
      'Rollout: 2 of 5 pods updated, 1 starting, 2 still on the old version, 0 missing.',
    );
    expect(card).toHaveTextContent(/[67] min left, then it counts as stuck/);
  });

  it('says which cluster is missing', async () => {
    renderCard(FakeServiceHealthApi.create(serviceHealthExamples.partial));
    const card = await findCard(/Partly unknown prod/);
    expect(card).toHaveTextContent('prod-eu-1 Healthy');
    expect(card).toHaveTextContent('prod-us-1 Unknown, was healthy');
  });

  it('does not believe old data, and tries again on demand', async () => {
    const api = FakeServiceHealthApi.create(serviceHealthExamples.stale);
    renderCard(api);
    const card = await findCard(/Unknown prod/);
    expect(card).toHaveTextContent(
      /No fresh data for 6 min\. Last known: Healthy at/,
    );
    api.tell(serviceHealthExamples.healthy);
    await userEvent.click(
      within(card).getByRole('button', { name: 'Try now' }),
    );
    expect(await findCard(/Healthy prod/)).toBeVisible();
  });

  it('names the permission and the owner, and shows no data', async () => {
    renderCard(
      FakeServiceHealthApi.create(
        new HealthRequestError('No', { status: 403, requestId: 'abc' }),
      ),
    );
    const card = await findCard(/Unknown$/);
    expect(card).toHaveTextContent('service-health.read');
    expect(card).toHaveTextContent('Ask the owner, visits, for access.');
  });

  it('offers the annotation to copy when nothing is set up', async () => {
    const user = userEvent.setup();
    const written = watchClipboard();
    const entity = {
      ...linked,
      metadata: { ...linked.metadata, annotations: {} },
    };
    renderCard(
      FakeServiceHealthApi.create(serviceHealthExamples.notSetUp),
      entity,
    );
    const card = await findCard(/Not set up/);
    await user.click(
      within(card).getByRole('button', { name: 'Copy annotation' }),
    );
    expect(written).toEqual([
      'metadata:\n  annotations:\n    backstage.io/kubernetes-id: visit-tracker',
    ]);
  });

  it('is left out for a library without the annotation', async () => {
    const entity = {
      ...linked,
      metadata: { ...linked.metadata, annotations: {} },
      spec: { type: 'library' },
    };
    const api = FakeServiceHealthApi.create(serviceHealthExamples.healthy);
    renderCard(api, entity);
    await act(async () => {});
    expect(screen.queryByRole('article')).not.toBeInTheDocument();
    expect(api.requests).toHaveLength(0);
  });

  it('keeps our own failure apart from the service', async () => {
    const api = FakeServiceHealthApi.create(
      new HealthRequestError('Bad gateway', {
        status: 502,
        requestId: '7f3a91c2',
      }),
    );
    renderCard(api);
    const card = await findCard(/Not available/);
    expect(card).toHaveTextContent(
      'The health backend answered 502. This says nothing about visit-tracker itself.',
    );
    expect(card).toHaveTextContent('Request 7f3a91c2');
    api.tell(serviceHealthExamples.healthy);
    await userEvent.click(
      within(card).getByRole('button', { name: 'Try again' }),
    );
    expect(await findCard(/Healthy prod/)).toBeVisible();
  });

  it('shows the shape of the card while it loads', async () => {
    renderCard(FakeServiceHealthApi.create());
    expect(await screen.findByText('Loading health')).toBeInTheDocument();
  });

  it('follows a change and speaks it once', async () => {
    const api = FakeServiceHealthApi.create(serviceHealthExamples.warning);
    renderCard(api);
    await findCard(/Warning prod/);
    act(() => api.tell(serviceHealthExamples.degraded));
    expect(await findCard(/Degraded prod/)).toBeVisible();
    expect(
      screen.getByText(
        'visit-tracker prod is now Degraded: 2 of 8 pods cannot start: no node has 512 MiB of memory free',
      ),
    ).toHaveAttribute('aria-live', 'polite');
  });
});

describe('serviceHealthEntityContent', () => {
  it('shows the verdict, the sections and their pictures', async () => {
    renderTab(FakeServiceHealthApi.create(serviceHealthExamples.degraded));
    const hero = await findCard(/Degraded in prod/);
    expect(within(hero).getByText(/2 of 8 pods cannot start/)).toBeVisible();
    const workload = screen.getByRole('region', { name: 'Workload' });
    expect(
      within(workload).getByRole('img', { name: /^Pods by zone: .*2 wait\.$/ }),
    ).toBeVisible();
    const autoscaling = screen.getByRole('region', { name: 'Autoscaling' });
    expect(
      within(autoscaling).getByRole('img', {
        name: 'Autoscaler: minimum 4, running 6, wanted 8, maximum 10 pods.',
      }),
    ).toBeVisible();
    const redis = screen.getByRole('region', { name: 'Redis' });
    expect(
      within(redis).getByRole('img', {
        name: 'Redis memory: redis-1 uses 84%, warning from 80%.',
      }),
    ).toBeVisible();
    expect(within(redis).getByText('Slots 0–5460')).toBeVisible();
    expect(screen.getByText('Verdict, last 24 h')).toBeVisible();
  });

  it('lists findings once, with the folded one in the evidence', async () => {
    renderTab(FakeServiceHealthApi.create(serviceHealthExamples.degraded));
    const table = await screen.findByRole('table', { name: 'Findings' });
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toHaveTextContent(
      '6 of 8 pods available (workload.replicasMismatch)',
    );
  });

  it('changes the environment', async () => {
    renderTab(FakeServiceHealthApi.create(serviceHealthExamples.degraded));
    await findCard(/Degraded in prod/);
    await userEvent.click(
      screen.getByRole('radio', { name: 'staging, Healthy' }),
    );
    expect(await findCard(/Healthy in staging/)).toBeVisible();
    expect(screen.getByText('Nothing to report.')).toBeVisible();
  });

  it('opens the environment of the address', async () => {
    renderTab(
      FakeServiceHealthApi.create(serviceHealthExamples.degraded),
      '/?env=staging',
    );
    expect(await findCard(/Healthy in staging/)).toBeVisible();
  });

  it('links to places, but never to something that is not a web page', async () => {
    renderTab(FakeServiceHealthApi.create(serviceHealthExamples.degraded));
    const links = await screen.findByRole('navigation', { name: 'Links' });
    expect(
      within(links)
        .getAllByRole('link')
        .map(link => link.getAttribute('href')),
    ).toEqual([
      'https://visits.example.com',
      'https://example.com/runbook',
      'https://logs.example.com/visit-tracker',
    ]);
  });

  it('draws a missing slot range as gone', async () => {
    renderTab(FakeServiceHealthApi.create(serviceHealthExamples.down));
    const redis = await screen.findByRole('region', { name: 'Redis' });
    expect(
      within(redis).getByText('Slots 5461–10922: nobody answers'),
    ).toBeVisible();
    expect(within(redis).getByText('not in sync')).toBeVisible();
  });

  it('shows that the app waits for its first build', async () => {
    renderTab(
      FakeServiceHealthApi.create(serviceHealthExamples.waitingForFirstBuild),
    );
    const hero = await findCard(/Progressing in dev/);
    expect(within(hero).getByText('Waiting for the first build')).toBeVisible();
    expect(within(hero).getByRole('link', { name: /CI runs/ })).toHaveAttribute(
      'href',
      'https://git.example.com/visits/actions',
    );
  });
});
