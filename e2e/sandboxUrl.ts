import { ports } from './ports';

/** Where the parts of the e2e run's sandbox listen. */
export const sandboxUrl = {
  git: `http://localhost:${ports.SANDBOX_GIT_PORT}`,
  control: `http://127.0.0.1:${ports.SANDBOX_CONTROL_PORT}`,
};
