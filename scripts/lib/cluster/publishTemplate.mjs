import { spawnSync } from 'node:child_process';
import { LauncherError } from '../LauncherError.mjs';
import { paths } from '../paths.mjs';
import { gitea } from './gitea.mjs';

const name = 'golden-path';

/**
 * Publishes the checked-out commit to OWNER/golden-path on Gitea, where the portal reads the template: a
 * template and its skeleton must be read from one place.
 *
 * @returns the repository's address
 */
export async function publishTemplate(owner) {
  const { GITEA_URL, GITEA_TOKEN } = process.env;
  const isOrganisation = await gitea('GET', `/orgs/${owner}`, {
    expected: [404],
  });
  if (!isOrganisation) {
    await gitea('POST', '/orgs', { body: { username: owner } });
  }
  await gitea('POST', `/orgs/${owner}/repos`, {
    body: { name, default_branch: 'main' },
    expected: [409],
  });
  const address = `${GITEA_URL.replace(/\/$/, '')}/${owner}/${name}`;
  const push = new URL(`${address}.git`);
  push.username = 'oauth2';
  push.password = GITEA_TOKEN;
  const { status, stderr } = spawnSync(
    'git',
    ['push', '--quiet', '--force', push.href, 'HEAD:refs/heads/main'],
    { cwd: paths.root, encoding: 'utf8' },
  );
  if (status !== 0) {
    const said = stderr.replaceAll(GITEA_TOKEN, '***').trim();
    throw new LauncherError(`Cannot publish the template: ${said}`, {
      remedy: 'set TEMPLATE_URL to a repository that has it already',
    });
  }
  return address;
}
