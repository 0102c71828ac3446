import { z } from 'zod/v3';
import { Application } from '../client/schemas';

const source = z.object({ repoURL: z.string().default('') }).passthrough();
const sourcesSchema = z.object({
  source: source.optional(),
  sources: z.array(source).nullish(),
});

/** Whether an Application reads a repository. */
export function usesRepository(
  { spec }: Application,
  repoUrl: string,
): boolean {
  const { source: single, sources } = sourcesSchema.parse(spec);
  return [...(single ? [single] : []), ...(sources ?? [])].some(
    ({ repoURL }) => withoutSuffix(repoURL) === withoutSuffix(repoUrl),
  );
}

/** Argo CD takes both spellings for the same repository. */
function withoutSuffix(url: string): string {
  return url.replace(/\.git$/, '');
}
