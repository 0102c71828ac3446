/** Someone who may call the double. */
export interface ArgocdAccount {
  /** Lets the account open a session. */
  password?: string;
  /** An API token of the account. */
  token?: string;
  /**
   * What it may do, as `resource, action, object` with `*` as wildcard, e.g.
   * `applications, create, team-a/*`. @defaultValue everything
   */
  policies?: string[];
}
