/** Which Application is meant; the project tells a missing from a forbidden one. */
export interface ApplicationKey {
  name: string;
  project: string;
  appNamespace?: string;
}
