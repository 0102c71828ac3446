import { screen } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { SandboxBanner } from './SandboxBanner';

describe('SandboxBanner', () => {
  it('is not there where no sandbox is configured', async () => {
    renderInTestApp(
      <>
        <SandboxBanner />
        <p>The page</p>
      </>,
    );

    expect(await screen.findByText('The page')).toBeVisible();
    expect(screen.queryByLabelText('Sandbox')).not.toBeInTheDocument();
  });

  it('links to nothing where there is no control page', async () => {
    renderInTestApp(<SandboxBanner />, {
      config: { app: { sandbox: { notice: 'Sandbox: Redis is real' } } },
    });

    expect(await screen.findByText('Sandbox: Redis is real')).toBeVisible();
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });
});
