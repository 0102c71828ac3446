/** One Argo CD, as configured. */
export interface ArgocdInstanceConfig {
  name: string;
  /** URL without a slash at the end. */
  url: string;
  /** What people open, without a slash at the end. */
  frontendUrl: string;
  /** Namespace that Argo CD runs in. */
  namespace: string;
  token?: string;
  tokenFile?: string;
  username?: string;
  password?: string;
  caFile?: string;
  caData?: string;
  timeoutMs: number;
  allow: {
    projects?: string[];
    destinations?: { server?: string; name?: string; namespace?: string }[];
    repositoryPrefixes?: string[];
    applicationNamespaces?: string[];
    applicationSets: boolean;
  };
}
