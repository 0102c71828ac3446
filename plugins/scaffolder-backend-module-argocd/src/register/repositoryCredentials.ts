import { Registration } from './Registration';

/** What Argo CD stores of the credentials, from the task's secrets. */
export function repositoryCredentials({
  run,
  input,
}: Registration): Record<string, unknown> {
  const { repository } = input;
  switch (repository.type) {
    case 'https':
      return {
        username: repository.username,
        password: run.secret(repository.passwordSecret),
      };
    case 'ssh':
      return { sshPrivateKey: run.secret(repository.privateKeySecret) };
    case 'githubApp':
      return {
        githubAppID: repository.appId,
        githubAppInstallationID: repository.installationId,
        githubAppPrivateKey: run.secret(repository.privateKeySecret),
        ...(repository.enterpriseBaseUrl
          ? { githubAppEnterpriseBaseUrl: repository.enterpriseBaseUrl }
          : {}),
      };
    default:
      return {};
  }
}
