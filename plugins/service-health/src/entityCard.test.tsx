import { rewordServiceHealth } from '@paved-path/backstage-plugin-service-health-common';
import { serviceHealthExamples } from '@paved-path/backstage-plugin-service-health-common/testUtils';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HealthRequestError } from './api/HealthRequestError';
import { FakeServiceHealthApi } from './__testUtils__/FakeServiceHealthApi';
import {
  findCard,
  linkedEntity,
  renderCard,
} from './__testUtils__/renderHealth';

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

  it('speaks another language where the answers are reworded', async () => {
    renderCard(
      FakeServiceHealthApi.create(
        rewordServiceHealth(serviceHealthExamples.degraded, ({ code }) =>
          code === 'pod.unschedulable'
            ? { cause: '2 von 8 Pods finden keinen Knoten' }
            : undefined,
        ),
      ),
    );
    const card = await findCard(/Degraded prod$/);
    expect(card).toHaveTextContent('2 von 8 Pods finden keinen Knoten');
    expect(card).not.toHaveTextContent('2 of 8 pods');
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
    api.health.tell(serviceHealthExamples.healthy);
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
      ...linkedEntity,
      metadata: { ...linkedEntity.metadata, annotations: {} },
    };
    renderCard(
      FakeServiceHealthApi.create(serviceHealthExamples.notSetUp),
      entity,
    );
    const card = await findCard(/Not set up/);
    expect(
      within(card).getByRole('link', { name: /How to link an entity/ }),
    ).toHaveAttribute('href', expect.stringContaining('/kubernetes/'));
    await user.click(
      within(card).getByRole('button', { name: 'Copy annotation' }),
    );
    expect(written).toEqual([
      'metadata:\n  annotations:\n    backstage.io/kubernetes-id: visit-tracker',
    ]);
  });

  it('is left out for a library without the annotation', async () => {
    const entity = {
      ...linkedEntity,
      metadata: { ...linkedEntity.metadata, annotations: {} },
      spec: { type: 'library' },
    };
    const api = FakeServiceHealthApi.create(serviceHealthExamples.healthy);
    renderCard(api, entity);
    await act(async () => {});
    expect(screen.queryByRole('article')).not.toBeInTheDocument();
    expect(api.health.requests).toHaveLength(0);
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
    api.health.tell(serviceHealthExamples.healthy);
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
    act(() => api.health.tell(serviceHealthExamples.degraded));
    expect(await findCard(/Degraded prod/)).toBeVisible();
    expect(
      screen.getByText(
        'visit-tracker prod is now Degraded: 2 of 8 pods cannot start: no node has 512 MiB of memory free',
      ),
    ).toHaveAttribute('aria-live', 'polite');
  });
});
