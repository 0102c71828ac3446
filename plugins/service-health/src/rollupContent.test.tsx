import { HealthRollup } from '@paved-path/backstage-plugin-service-health-common';
import { healthRollupExample } from '@paved-path/backstage-plugin-service-health-common/testUtils';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HealthRequestError } from './api/HealthRequestError';
import { FakeServiceHealthApi } from './__testUtils__/FakeServiceHealthApi';
import {
  findCard,
  linkedEntity,
  renderRollup,
  teamEntity,
} from './__testUtils__/renderHealth';

const empty: HealthRollup = {
  ...healthRollupExample,
  services: [],
  notSetUp: 0,
  forbidden: 0,
};

function createApi(answer: HealthRollup | Error) {
  const api = FakeServiceHealthApi.create();
  api.rollup.tell(answer);
  return api;
}

const findTable = () => screen.findByRole('table', { name: 'Not healthy now' });

function namesIn(element: HTMLElement): (string | null)[] {
  return within(element)
    .getAllByRole('link')
    .map(({ textContent }) => textContent);
}

describe('serviceHealthRollupContent', () => {
  it('lists services that are not healthy, the worst first', async () => {
    renderRollup(createApi(healthRollupExample));
    const table = await findTable();
    expect(namesIn(table)).toEqual([
      'visit-import',
      'visit-tracker',
      'geo-lookup',
      'consent-api',
      'visit-dashboard',
    ]);
    const [down, , , partly] = within(table).getAllByRole('row').slice(1);
    expect(down).toHaveTextContent(
      'visit-import prodDownRedis lost redis-1 and its only replica redis-44 min',
    );
    expect(partly).toHaveTextContent('Partly unknown');
    expect(
      screen.getByText('14 services, worst first. 1 down, 1 degraded.'),
    ).toBeVisible();
  });

  it('leads to the page of a service', async () => {
    renderRollup(createApi(healthRollupExample));
    expect(
      within(await findTable()).getByRole('link', { name: 'visit-import' }),
    ).toHaveAttribute('href', '/catalog/default/component/visit-import');
  });

  it('says in words what the day of a service was', async () => {
    renderRollup(createApi(healthRollupExample));
    const table = await findTable();
    expect(
      within(table).getByRole('img', {
        name: 'Last 24 h: Degraded at worst, in 2 hours.',
      }),
    ).toBeVisible();
    const healthy = screen.getByRole('list', { name: 'Healthy' });
    expect(namesIn(healthy)).toHaveLength(8);
    expect(
      within(healthy).getAllByRole('img', {
        name: 'Last 24 h: Healthy all the time.',
      }),
    ).toHaveLength(4);
  });

  it('shows one level, and all again', async () => {
    renderRollup(createApi(healthRollupExample));
    await findTable();
    const filter = screen.getByRole('grid', { name: 'Show levels' });
    await userEvent.click(
      within(filter).getByRole('row', { name: '1 degraded' }),
    );
    expect(namesIn(await findTable())).toEqual(['visit-tracker']);
    expect(
      screen.queryByRole('list', { name: 'Healthy' }),
    ).not.toBeInTheDocument();
    await userEvent.click(within(filter).getByRole('row', { name: 'All 14' }));
    expect(namesIn(await findTable())).toHaveLength(5);
  });

  it('opens the level of the address', async () => {
    renderRollup(createApi(healthRollupExample), { path: '/?level=suspended' });
    expect(
      namesIn(await screen.findByRole('list', { name: 'Suspended' })),
    ).toEqual(['visit-replay']);
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });

  it('has no table when all are well', async () => {
    const services = healthRollupExample.services.filter(
      ({ level }) => level === 'healthy',
    );
    renderRollup(createApi({ ...empty, services }));
    expect(
      await screen.findByText(
        '8 services, worst first. None is down or degraded.',
      ),
    ).toBeVisible();
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });

  it('counts what it does not list', async () => {
    renderRollup(createApi({ ...healthRollupExample, omitted: 7 }));
    await findTable();
    expect(
      screen.getByText('1 more service is not linked to a cluster.'),
    ).toBeVisible();
    expect(
      screen.getByText(/^2 more services are not shown: your account lacks/),
    ).toHaveTextContent('service-health.read');
    expect(screen.getByText('7 more services are not listed.')).toBeVisible();
  });

  it('does not believe old data', async () => {
    const [service] = healthRollupExample.services;
    const lastKnown = { level: 'healthy' as const, at: '2026-11-20T03:01:00Z' };
    renderRollup(
      createApi({
        ...empty,
        services: [
          {
            ...service,
            level: 'unknown',
            headline: 'No fresh data for 6 min',
            lastKnown,
          },
        ],
      }),
    );
    expect(await findTable()).toHaveTextContent(
      /No fresh data for 6 min\. Last known: Healthy at \d\d:\d\d\./,
    );
  });

  it('believes nothing any more once the backend is away for long, and comes back', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    try {
      const api = createApi(healthRollupExample);
      renderRollup(api);
      await findTable();
      act(() => api.rollup.tell(new Error('The backend is away')));
      await act(() => jest.advanceTimersByTimeAsync(60_000));
      expect(namesIn(await findTable())).toHaveLength(5);

      await act(() => jest.advanceTimersByTimeAsync(60_000));
      const table = await findTable();
      expect(namesIn(table)).toHaveLength(14);
      const [first] = within(table).getAllByRole('row').slice(1);
      expect(first).toHaveTextContent(/Unknown/);
      expect(first).toHaveTextContent(
        /No fresh data for 2 min\. Last known: \w+ at \d\d:\d\d\./,
      );
      expect(
        screen.getByText('14 services, worst first. None is down or degraded.'),
      ).toBeVisible();

      act(() => api.rollup.tell(healthRollupExample));
      await act(() => jest.advanceTimersByTimeAsync(60_000));
      expect(namesIn(await findTable())).toHaveLength(5);
    } finally {
      jest.useRealTimers();
    }
  });

  it('follows changes, and speaks those of levels only', async () => {
    const api = createApi(healthRollupExample);
    renderRollup(api);
    await findTable();
    act(() =>
      api.rollup.tell({
        ...healthRollupExample,
        services: healthRollupExample.services.map(service =>
          service.name === 'heatmap'
            ? { ...service, level: 'down', headline: '0 of 2 pods ready' }
            : service,
        ),
      }),
    );
    expect(
      await screen.findByText('heatmap prod is now Down: 0 of 2 pods ready'),
    ).toHaveAttribute('aria-live', 'polite');
    expect(namesIn(await findTable())).toContain('heatmap');
  });

  it.each([
    [empty, /No services$/, 'names visits as spec.owner'],
    [{ ...empty, notSetUp: 2 }, /Not set up$/, 'which annotation to add'],
    [{ ...empty, forbidden: 2 }, /Unknown$/, 'service-health.read'],
  ])('says why there is nothing to show: %#', async (answer, name, hint) => {
    renderRollup(createApi(answer));
    expect(await findCard(name)).toHaveTextContent(hint);
  });

  it.each([
    ['System', 'spec.system'],
    ['Domain', 'spec.domain'],
  ])('tells how a service gets into a %s', async (kind, field) => {
    renderRollup(createApi(empty), { entity: { ...teamEntity, kind } });
    expect(await findCard(/No services$/)).toHaveTextContent(field);
  });

  it('keeps our own failure apart, and tries again on demand', async () => {
    const api = createApi(
      new HealthRequestError('Bad gateway', { status: 502, requestId: 'a1' }),
    );
    renderRollup(api);
    const card = await findCard(/Not available$/);
    expect(card).toHaveTextContent('Request a1');
    api.rollup.tell(healthRollupExample);
    await userEvent.click(
      within(card).getByRole('button', { name: 'Try again' }),
    );
    expect(await findTable()).toBeVisible();
  });

  it('shows the shape of a card while it loads', async () => {
    renderRollup(FakeServiceHealthApi.create());
    expect(await screen.findByText('Loading health')).toBeInTheDocument();
  });

  it('is left out for a component', async () => {
    const api = createApi(healthRollupExample);
    renderRollup(api, { entity: linkedEntity });
    await act(async () => {});
    expect(api.rollup.requests).toHaveLength(0);
  });
});
