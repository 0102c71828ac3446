import { render, screen } from '@testing-library/react';
import App from './App';

describe('App', () => {
  const notice = 'Sandbox: Redis is real';

  function renderApp(app: object) {
    // What the real page gets from the backend; an object, which process.env would make a text
    process.env = {
      NODE_ENV: 'test',
      ...{
        APP_CONFIG: [
          {
            context: 'test',
            data: {
              app: { title: 'Test', baseUrl: 'http://localhost', ...app },
              backend: { baseUrl: 'http://localhost:7007' },
            },
          },
        ],
      },
    } as unknown as NodeJS.ProcessEnv;
    return render(App.createRoot());
  }

  it('says what is simulated where the sandbox is configured', async () => {
    renderApp({ sandbox: { notice, controlUrl: 'http://localhost:7103' } });

    expect(await screen.findByText(notice)).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Break something' }),
    ).toHaveAttribute('href', 'http://localhost:7103');
  });

  it('shows no banner elsewhere', async () => {
    renderApp({});

    expect(await screen.findByRole('button', { name: 'Enter' })).toBeVisible();
    expect(screen.queryByText(notice)).not.toBeInTheDocument();
  });
});
