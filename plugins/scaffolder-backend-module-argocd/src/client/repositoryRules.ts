import { FailureRule } from './FailureRule';

/** Why Argo CD cannot read a repository; from its texts, those of Git and of Go. */
export const repositoryRules: FailureRule[] = [
  {
    text: /knownhosts: key (is unknown|mismatch)/,
    kind: 'input',
    hint: () =>
      "Argo CD does not trust the SSH host key of the repository's server: have an Argo CD administrator add it to the ConfigMap argocd-ssh-known-hosts-cm",
  },
  {
    text: /no key found|invalid private key|error creating SSH|unable to parse private key|cannot decode encrypted private keys/i,
    kind: 'input',
    hint: () =>
      'the task secret holds no private key that Argo CD can read: store it whole, with its BEGIN and END lines and without a passphrase',
  },
  {
    text: /ssh: handshake failed|ssh: unable to authenticate|permission denied \(publickey/i,
    kind: 'input',
    hint: () =>
      'the server does not admit the key in the task secret: add its public half to the repository as a deploy key',
  },
  {
    text: /installation id|installation access token|could not refresh|json web token|api\/v3\/app/i,
    kind: 'input',
    hint: () =>
      'GitHub does not admit the App: check appId, installationId, the private key in the task secret and, for GitHub Enterprise, enterpriseBaseUrl',
  },
  {
    text: /(repositor|list refs).*(x509: |certificate signed by unknown authority)/is,
    kind: 'input',
    hint: () =>
      "Argo CD does not trust the certificate of the repository's server: have an Argo CD administrator add its authority to the ConfigMap argocd-tls-certs-cm",
  },
  {
    text: /(repositor|list refs).*(dial tcp|no such host|connection refused|i\/o timeout)/is,
    kind: 'input',
    hint: () =>
      "Argo CD cannot reach the repository's server: check the host in the URL, as seen from the cluster that Argo CD runs in",
  },
  {
    text: /authentication required|could not read Username|authorization failed|invalid username or password.*ls-remote|error testing repository connectivity.*(auth|denied|403|401)/is,
    kind: 'input',
    hint: () =>
      'the credentials for the repository are wrong or missing: correct the task secret, choose another repository.type (https, ssh, githubApp) with the keys of task secrets, or have an Argo CD administrator add a credential template',
  },
];
