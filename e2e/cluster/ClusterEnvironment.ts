/** What the suite is told about the cluster that it runs against. */
export type ClusterEnvironment = {
  argocdUrl: string;
  argocdToken: string;
  giteaUrl: string;
  giteaToken: string;
  /** A registry in which the nodes look for images of ghcr.io first, as host:port. */
  registry: string;
  /** A shell command that builds CONTEXT's target `runner` and pushes it as IMAGE. */
  buildCommand: string | undefined;
  /** Shell commands that cut the power of the node NODE, and give it back. */
  stopNodeCommand: string | undefined;
  startNodeCommand: string | undefined;
};

const required = {
  KUBECONFIG: 'a kubeconfig whose user may make namespaces and read nodes',
  ARGOCD_URL: 'the address of Argo CD, for example http://localhost:8280',
  ARGOCD_TOKEN: 'a token of an Argo CD account that may manage applications',
  GITEA_URL: 'the address of Gitea, which Argo CD reaches as well',
  GITEA_TOKEN: 'a token of a Gitea user who may make repositories',
  CLUSTER_REGISTRY:
    'host:port of a registry in which the nodes look for images of ghcr.io',
} as const;

/**
 * Reads the environment.
 *
 * @throws when a variable is missing, with all that are and what each is for
 */
export function readClusterEnvironment(
  source: NodeJS.ProcessEnv = process.env,
): ClusterEnvironment {
  const missing = Object.entries(required).filter(([name]) => !source[name]);
  if (missing.length > 0) {
    throw new Error(
      `Cannot test against a cluster: set ${missing
        .map(([name, meaning]) => `${name} (${meaning})`)
        .join(', ')}`,
    );
  }
  const value = (name: string) => source[name] ?? '';
  return {
    argocdUrl: value('ARGOCD_URL').replace(/\/$/, ''),
    argocdToken: value('ARGOCD_TOKEN'),
    giteaUrl: value('GITEA_URL').replace(/\/$/, ''),
    giteaToken: value('GITEA_TOKEN'),
    registry: value('CLUSTER_REGISTRY'),
    buildCommand: source.IMAGE_BUILD_COMMAND,
    stopNodeCommand: source.NODE_STOP_COMMAND,
    startNodeCommand: source.NODE_START_COMMAND,
  };
}
