import { randomBytes } from 'node:crypto';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readJson } from './process/readJson';
import { writeAtomically } from './process/writeAtomically';

const schema = z.object({
  gitPassword: z.string(),
  argocdToken: z.string(),
  kubernetesToken: z.string(),
});

/** What lets the portal in; made once, so that a restart changes nothing. */
export type SandboxCredentials = z.infer<typeof schema>;

/** Credentials of the sandbox in a state folder, made when there are none. */
export async function readCredentials(
  home: string,
): Promise<SandboxCredentials> {
  const file = join(home, 'credentials.json');
  const secret = () => randomBytes(20).toString('hex');
  const credentials = await readJson(file, schema, {
    gitPassword: secret(),
    argocdToken: secret(),
    kubernetesToken: secret(),
  });
  await writeAtomically(file, JSON.stringify(credentials));
  await chmod(file, 0o600);
  return credentials;
}
