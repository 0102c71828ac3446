/** One resource that the API server serves. */
export interface ApiResource {
  group: string;
  version: string;
  kind: string;
  plural: string;
  namespaced: boolean;
  shortNames?: string[];
  subresources?: string[];
  /** Custom resources keep `kind` and `apiVersion` in the items of a list; built-in ones do not. */
  custom?: boolean;
}
