/** Something that Argo CD does not delete with an Application. */
export interface Leftover {
  what: string;
  /** What a person types to delete it. */
  command: string;
}
