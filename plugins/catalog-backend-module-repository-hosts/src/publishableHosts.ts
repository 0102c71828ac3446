import { ScmIntegrations } from '@backstage/integration';

/**
 * The Git hosts that a template can publish to, those with credentials first choice: without any
 * such host all are returned, so that the form can still be looked at.
 *
 * @param integrations - the portal's `integrations` configuration
 * @returns host names, for example `['github.com', 'git.example.org']`
 */
export function publishableHosts(integrations: ScmIntegrations): string[] {
  const candidates = [
    ...integrations.gitea.list().map(({ config }) => ({
      host: config.host,
      connected: Boolean(config.password),
    })),
    ...integrations.github.list().map(({ config }) => ({
      host: config.host,
      connected: Boolean(config.token || config.apps?.length),
    })),
    ...integrations.gitlab.list().map(({ config }) => ({
      host: config.host,
      connected: Boolean(config.token),
    })),
  ];
  const connected = candidates.filter(candidate => candidate.connected);
  return (connected.length ? connected : candidates).map(({ host }) => host);
}
