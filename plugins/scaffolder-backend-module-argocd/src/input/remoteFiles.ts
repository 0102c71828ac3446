import { ApplicationInput } from './schemas';
import { valuesAt } from './valuesAt';

/**
 * Files that Argo CD would fetch from elsewhere than the repository of a
 * source: values for Helm, and what Kustomize lets one name by its URL.
 */
export function remoteFiles({
  sources,
}: Pick<ApplicationInput, 'sources'>): string[] {
  const valueFiles = sources.flatMap(({ helm }) => helm?.valueFiles ?? []);
  const bases = sources.flatMap(({ kustomize }) =>
    ['components', 'path']
      .flatMap(key => valuesAt(kustomize, key))
      .flat()
      .map(String),
  );
  return [
    ...valueFiles.filter(isUrl),
    ...bases.filter(base => isUrl(base) || isHost(base)),
  ];
}

/** A scheme, or a template that may bring one, stands before the first slash. */
function isUrl(file: string): boolean {
  return /^[^/]*(:|\{\{)/.test(file);
}

/** Kustomize takes "github.com/owner/name" for a repository. */
function isHost(base: string): boolean {
  return /^(?!\.+\/)[^/]*\.[^/]*\//.test(base);
}
