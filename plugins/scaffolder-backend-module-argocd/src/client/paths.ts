import { ApplicationKey } from './ApplicationKey';

/** Path of an Application, or of something below it. */
export function applicationPath({ name }: ApplicationKey, rest = ''): string {
  return `/api/v1/applications/${encodeURIComponent(name)}${rest}`;
}

/** Path of an ApplicationSet. */
export function applicationSetPath(name: string): string {
  return `/api/v1/applicationsets/${encodeURIComponent(name)}`;
}

/** Path of a project. */
export function projectPath(name: string): string {
  return `/api/v1/projects/${encodeURIComponent(name)}`;
}

/** What tells a missing Application from a forbidden one. */
export function scopeOf({ project, appNamespace }: ApplicationKey) {
  return { project, appNamespace };
}

/** Path of a repository. */
export function repositoryPath(url: string): string {
  return `/api/v1/repositories/${encodeURIComponent(url)}`;
}
