import { render, screen } from '@testing-library/react';
import App from './App';

describe('App', () => {
  it('says what is simulated where the sandbox is configured', async () => {
    const notice = 'Sandbox: Redis is real';
    // What the real page gets from the backend: an object, which process.env alone would make a text
    const served = {
      NODE_ENV: 'test',
      APP_CONFIG: [
        {
          context: 'test',
          data: {
            app: {
              title: 'Test',
              baseUrl: 'http://localhost',
              sandbox: { notice, controlUrl: 'http://localhost:7103' },
            },
            backend: { baseUrl: 'http://localhost:7007' },
          },
        },
      ],
    } as const;
    process.env = served as unknown as NodeJS.ProcessEnv;
    render(App.createRoot());

    expect(
      await screen.findByText(notice, {}, { timeout: 50_000 }),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Break something' }),
    ).toHaveAttribute('href', 'http://localhost:7103');
  }, 60_000);
});
