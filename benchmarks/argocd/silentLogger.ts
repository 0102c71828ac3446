import { LoggerService } from '@backstage/backend-plugin-api';

/** A log that nobody reads. */
export const silentLogger: LoggerService = {
  error: () => {},
  warn: () => {},
  info: () => {},
  debug: () => {},
  child: () => silentLogger,
};
