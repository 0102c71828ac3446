import { LauncherError } from '../LauncherError.mjs';

/** Sends a request to Gitea; the answer's JSON, or undefined where it is one of `expected` (404, 409, ...). */
export async function gitea(method, path, { body, expected = [] } = {}) {
  const { GITEA_URL, GITEA_TOKEN } = process.env;
  const url = `${GITEA_URL.replace(/\/$/, '')}/api/v1${path}`;
  const response = await fetch(url, {
    method,
    headers: {
      authorization: `token ${GITEA_TOKEN}`,
      'content-type': 'application/json',
    },
    body: body && JSON.stringify(body),
  }).catch(cause => {
    throw new LauncherError(`Cannot reach Gitea at "${url}"`, {
      remedy: 'see whether it runs, and what GITEA_URL says',
      cause,
    });
  });
  if (expected.includes(response.status)) {
    return undefined;
  }
  const text = await response.text();
  if (!response.ok) {
    throw new LauncherError(
      `Gitea answered ${response.status} to ${method} ${path}: ${text}`,
      { remedy: 'see what GITEA_TOKEN may do' },
    );
  }
  return JSON.parse(text);
}
