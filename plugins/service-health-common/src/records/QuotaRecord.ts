/** What the rules need to know of a ResourceQuota. @public */
export interface QuotaRecord {
  name: string;
  namespace: string;
  /** By resource as the quota names it (`requests.cpu`), in cores, bytes or pods. */
  hard: Readonly<Record<string, number>>;
  /** The same for what is used. */
  used: Readonly<Record<string, number>>;
}
