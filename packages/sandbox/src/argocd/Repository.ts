/** A repository, or with a URL prefix a credential template, with its secrets. */
export interface Repository {
  repo: string;
  type?: string;
  name?: string;
  project?: string;
  username?: string;
  password?: string;
  sshPrivateKey?: string;
  bearerToken?: string;
  githubAppID?: number;
  githubAppInstallationID?: number;
  githubAppPrivateKey?: string;
  [key: string]: unknown;
}
