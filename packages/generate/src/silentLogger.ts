import { LoggerService } from '@backstage/backend-plugin-api';

/** `fetch:template` logs a line for every file; the command prints its own list. */
export const silentLogger: LoggerService = {
  error: () => {},
  warn: () => {},
  info: () => {},
  debug: () => {},
  child: () => silentLogger,
};
