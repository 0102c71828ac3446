import { serviceHealthSchema } from '@paved-path/backstage-plugin-service-health-common';
import { serviceHealthExamples } from '@paved-path/backstage-plugin-service-health-common/testUtils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeServiceHealthApi } from './__testUtils__/FakeServiceHealthApi';
import { findCard, renderTab } from './__testUtils__/renderHealth';

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

  it('shows the evidence of a finding, and how to go on', async () => {
    const { degraded } = serviceHealthExamples;
    const [environment] = degraded.environments;
    const [workload, ...others] = environment.sections;
    const [finding, ...rest] = workload.findings;
    const { code, nextStep } = finding;
    const link = {
      rel: 'docs' as const,
      title: 'Read more',
      href: 'https://docs.example.com/unschedulable',
    };
    const told = {
      ...finding,
      // The backend puts the code into the evidence too
      evidence: [{ label: 'Code', value: code }, ...finding.evidence],
      nextStep: { ...nextStep, link },
    };
    renderTab(
      FakeServiceHealthApi.create({
        ...degraded,
        environments: [
          {
            ...environment,
            sections: [{ ...workload, findings: [told, ...rest] }, ...others],
          },
        ],
      }),
    );
    const table = await screen.findByRole('table', { name: 'Findings' });
    const [row] = within(table).getAllByRole('row').slice(1);
    await userEvent.click(within(row).getByText('Evidence'));
    expect(within(row).getAllByText(code)).toHaveLength(1);
    expect(
      within(row).getByRole('button', { name: 'Copy command' }),
    ).toBeVisible();
    expect(
      within(row).getByRole('link', { name: /Read more/ }),
    ).toHaveAttribute('href', link.href);
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

  it('opens the environment of the verdict, in whatever order they are configured', async () => {
    const { degraded } = serviceHealthExamples;
    renderTab(
      FakeServiceHealthApi.create({
        ...degraded,
        environments: [...degraded.environments].reverse(),
      }),
    );
    expect(await findCard(/Degraded in prod/)).toBeVisible();
    expect(
      screen.getAllByRole('radio').map(({ textContent }) => textContent),
    ).toEqual(['staging', 'prod']);
  });

  it('counts one pod in the singular', async () => {
    const { degraded } = serviceHealthExamples;
    const one = JSON.parse(
      JSON.stringify(degraded).replace(
        /"(running|desired|max|updated|available|to)":\d+/g,
        '"$1":1',
      ),
    );
    renderTab(FakeServiceHealthApi.create(serviceHealthSchema.parse(one)));
    await findCard(/Degraded in prod/);
    const autoscaling = screen.getByRole('region', { name: 'Autoscaling' });
    expect(within(autoscaling).getAllByText('1 pod')).not.toHaveLength(0);
    expect(autoscaling).not.toHaveTextContent(/\b1 pods/);
    expect(
      within(autoscaling).getByRole('img', { name: /maximum 1 pod\.$/ }),
    ).toBeVisible();
    expect(
      within(autoscaling).getByRole('img', { name: /; 1 pod is running/ }),
    ).toBeVisible();
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
