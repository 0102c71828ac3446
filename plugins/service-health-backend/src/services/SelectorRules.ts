/** What entities may select by a label selector of their own. */
export interface SelectorRules {
  /** Labels of which one must be the entity's own name. */
  labels: string[];
  /** Namespaces to look in; `{name}` is the entity's, `*` at the end is any rest. */
  namespaces: string[];
}
