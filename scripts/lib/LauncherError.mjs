/**
 * A failure that the person at the keyboard can act on: the message names the
 * thing, `remedy` says what to do, `log` is the file with the details, of which
 * the last `logLines` are shown.
 */
export class LauncherError extends Error {
  name = 'LauncherError';

  constructor(message, { remedy, log, logLines = 20, cause } = {}) {
    super(message, { cause });
    this.remedy = remedy;
    this.log = log;
    this.logLines = logLines;
  }
}
