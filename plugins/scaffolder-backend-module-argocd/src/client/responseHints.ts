import { ArgocdInstanceConfig } from '../config/ArgocdInstanceConfig';
import { ArgocdResponseError } from './ArgocdResponseError';
import { FailureKind, FailureRule } from './FailureRule';
import { repositoryRules } from './repositoryRules';

/** From the most to the least specific; the first that fits is taken. */
const rules: FailureRule[] = [
  ...repositoryRules,
  {
    status: 401,
    text: /invalid username or password/i,
    kind: 'authentication',
    hint: () =>
      'the password is wrong, or the account is locked after five failures within 300 s: check username and password of the instance, or use a token',
  },
  {
    status: 401,
    kind: 'authentication',
    hint: () =>
      'the token is invalid or has expired: set a new token for the instance',
  },
  {
    text: /sync window|blocked by sync window/i,
    kind: 'other',
    hint: () =>
      'a sync window of the project blocks it; that is no lack of rights: run the task again when the window is over',
  },
  {
    status: 403,
    text: /permission denied: ([\w-]+), ([\w/*-]+), ([^,]*)(?:, sub: ([^,]+))?/,
    kind: 'notAllowed',
    hint: ([, resource, action, object, subject]) =>
      `the account lacks a right: an Argo CD administrator adds "p, ${
        subject ?? '<account>'
      }, ${resource}, ${action}, ${object || '*'}, allow" to policy.csv`,
  },
  {
    status: 403,
    kind: 'notAllowed',
    hint: () =>
      'it is missing or forbidden, which Argo CD does not tell apart: check the name, the project and appNamespace',
  },
  {
    text: /app is not allowed in project "?([^",]*)"?, or the project does not exist/i,
    kind: 'input',
    hint: ([, project]) =>
      `the project "${project}" does not exist or does not admit the namespace of the Application: use project.mode "ensure", or have sourceNamespaces extended`,
  },
  {
    text: /application repo (\S+) is not permitted in project '([^']+)'/,
    kind: 'input',
    hint: ([, repo, project]) =>
      `the project "${project}" does not admit the repository: add ${repo} to its sourceRepos, or use project.mode "merge"`,
  },
  {
    text: /destination server '([^']*)' and namespace '([^']*)' do not match any of the allowed destinations in project '([^']+)'/,
    kind: 'input',
    hint: ([, server, namespace, project]) =>
      `the project "${project}" does not admit the destination: add {server: ${server}, namespace: ${namespace}} to its destinations, or use project.mode "merge"`,
  },
  {
    text: /there are no clusters with this name: (\S+)/,
    kind: 'input',
    hint: ([, name], _, { knownClusters }) =>
      `Argo CD knows no cluster named "${name}": ${
        knownClusters?.length
          ? `use ${knownClusters.map(known => `"${known}"`).join(' or ')}`
          : 'use the name of a registered cluster, or its server; its account may not list them, which takes the right "clusters, get"'
      }`,
  },
  {
    text: /cluster "?([^"\s]+)"? not found/,
    kind: 'input',
    hint: ([, server]) =>
      `Argo CD knows no cluster at ${server}: register it with Argo CD, or use another destination.server`,
  },
  {
    text: /app path does not exist/,
    kind: 'input',
    hint: () =>
      'the path does not exist at that revision: check path and targetRevision, and that the repository was pushed before this step',
  },
  {
    text: /unable to resolve '([^']+)' to a commit/,
    kind: 'input',
    hint: ([, revision]) =>
      `the repository has no branch, tag or commit "${revision}": check targetRevision, and that it was pushed`,
  },
  {
    text: /repository not (found|accessible)|repositories not accessible|error testing repository connectivity/i,
    kind: 'input',
    hint: () =>
      'Argo CD cannot read the repository: check its URL, and choose a repository.type (https, ssh, githubApp) when it is private',
  },
  {
    text: /unable to generate manifests/i,
    kind: 'input',
    hint: () =>
      'the manifests do not render: run the same Helm or Kustomize command on the path, and correct what it says',
  },
  {
    text: /existing (\w+) spec is different/,
    kind: 'conflict',
    hint: ([, kind]) =>
      `another ${kind} with this name exists: choose another name, or remove it first`,
  },
  {
    text: /project is referenced by (\d+) applications/,
    kind: 'conflict',
    hint: ([, count]) =>
      `${count} applications still use the project: remove them first`,
  },
  {
    text: /became invalid/,
    kind: 'conflict',
    hint: () =>
      'the change would break Applications of the project: keep what they use',
  },
  {
    text: /object has been modified/,
    kind: 'conflict',
    hint: () => 'someone changed it at the same time: run the task again',
  },
  {
    text: /another operation is already in progress/,
    kind: 'conflict',
    hint: () => 'another operation is under way: wait for it, or terminate it',
  },
  {
    text: /application is deleting/,
    kind: 'conflict',
    hint: () => 'the application is being deleted: wait until it is gone',
  },
  {
    status: 404,
    text: /not found/,
    kind: 'notFound',
    hint: () => 'it does not exist: check the name and the project',
  },
  {
    status: 404,
    kind: 'other',
    hint: (_, { url }) =>
      `the URL is not that of an Argo CD API: check the instance's url and its root path, which is ${url}`,
  },
  {
    status: 415,
    kind: 'other',
    hint: () =>
      'a proxy in front of Argo CD changes the Content-Type header: it must arrive as application/json',
  },
  {
    status: 429,
    kind: 'unavailable',
    hint: () => 'too many requests: run the task again later',
  },
  {
    status: 409,
    kind: 'conflict',
    hint: () => 'it was changed at the same time: run the task again',
  },
  {
    status: 400,
    kind: 'input',
    hint: () => 'the request was refused: correct the input as told',
  },
];

/** What to do about a refusal. */
export function responseHints(
  error: ArgocdResponseError,
  instance: ArgocdInstanceConfig,
): { hint: string; kind: FailureKind } {
  for (const rule of rules) {
    const match = rule.text
      ? error.argocdMessage.match(rule.text)
      : ''.match(/^/);
    if (match && (rule.status === undefined || rule.status === error.status)) {
      return { hint: rule.hint(match, instance, error), kind: rule.kind };
    }
  }
  return error.isFromApi
    ? {
        hint: 'Argo CD failed: look at the log of argocd-server, then run the task again',
        kind: 'unavailable',
      }
    : {
        hint: `something in front of Argo CD answers with an error: check the proxy and the instance's url, which is ${instance.url}`,
        kind: 'unavailable',
      };
}
