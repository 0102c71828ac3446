import { existsSync, readFileSync } from 'fs';
import { readFile } from 'fs/promises';
import { homedir } from 'os';
import { dirname, join, resolve } from 'path';
import { Config } from '@backstage/config';
import { NotFoundError } from '@backstage/errors';
import { parse } from 'yaml';
import { z } from 'zod';
import { ClusterConfig } from './ClusterConfig';

const clusterSchema = z.object({
  server: z.string(),
  'certificate-authority': z.string().optional(),
  'certificate-authority-data': z.string().optional(),
  'insecure-skip-tls-verify': z.boolean().default(false),
  'tls-server-name': z.string().optional(),
});
const userSchema = z.object({
  token: z.string().optional(),
  tokenFile: z.string().optional(),
  'client-certificate': z.string().optional(),
  'client-certificate-data': z.string().optional(),
  'client-key': z.string().optional(),
  'client-key-data': z.string().optional(),
  exec: z.unknown().optional(),
  'auth-provider': z.unknown().optional(),
});
const contextSchema = z.object({ cluster: z.string(), user: z.string() });
const kubeconfigSchema = z.object({
  'current-context': z.string().optional(),
  clusters: z
    .array(z.object({ name: z.string(), cluster: clusterSchema }))
    .default([]),
  users: z.array(z.object({ name: z.string(), user: userSchema })).default([]),
  contexts: z
    .array(z.object({ name: z.string(), context: contextSchema }))
    .default([]),
});

type Kubeconfig = z.infer<typeof kubeconfigSchema>;
type User = z.infer<typeof userSchema>;

/**
 * Reads clusters from a kubeconfig, for development. Each context is a cluster
 * by the name of the context, so that the commands of next steps fit.
 */
export function readKubeconfig(config: Config): ClusterConfig[] {
  const file = resolve(
    config.getOptionalString('file') ??
      process.env.KUBECONFIG?.split(':')[0] ??
      join(homedir(), '.kube', 'config'),
  );
  if (!existsSync(file)) {
    throw new NotFoundError(
      `Cannot read the kubeconfig "${file}": set "serviceHealth.kubeconfig.file"`,
    );
  }
  const kubeconfig = kubeconfigSchema.parse(parse(readFileSync(file, 'utf8')));
  const current = kubeconfig['current-context'];
  const contexts =
    config.getOptionalStringArray('contexts') ??
    (current === undefined ? [] : [current]);
  return contexts.map(name => readContext(kubeconfig, { name, file }));
}

function readContext(
  kubeconfig: Kubeconfig,
  { name, file }: { name: string; file: string },
): ClusterConfig {
  const context = kubeconfig.contexts.find(one => one.name === name)?.context;
  const cluster = kubeconfig.clusters.find(
    one => one.name === context?.cluster,
  )?.cluster;
  const user = kubeconfig.users.find(one => one.name === context?.user)?.user;
  if (!cluster || !user) {
    throw new NotFoundError(
      `Cannot find context "${name}" in "${file}": set "serviceHealth.kubeconfig.contexts" to ones that it has`,
    );
  }
  const read = (data: string | undefined, path: string | undefined) =>
    readData(data, path && resolve(dirname(file), path));
  const cert = read(
    user['client-certificate-data'],
    user['client-certificate'],
  );
  const key = read(user['client-key-data'], user['client-key']);
  return {
    name,
    url: cluster.server,
    skipTlsVerify: cluster['insecure-skip-tls-verify'],
    serverName: cluster['tls-server-name'],
    ca: read(
      cluster['certificate-authority-data'],
      cluster['certificate-authority'],
    ),
    certificate:
      cert !== undefined && key !== undefined ? { cert, key } : undefined,
    token: readToken(user, dirname(file)),
    problem: problemOf(name, user),
  };
}

function readData(
  data: string | undefined,
  path: string | undefined,
): string | undefined {
  if (data !== undefined) {
    return Buffer.from(data, 'base64').toString('utf8');
  }
  return path === undefined ? undefined : readFileSync(path, 'utf8');
}

function readToken({ token, tokenFile }: User, folder: string) {
  if (tokenFile !== undefined) {
    return async () =>
      (await readFile(resolve(folder, tokenFile), 'utf8')).trim();
  }
  return token === undefined ? undefined : async () => token;
}

/** A kubeconfig may name a program to run; a portal does not run it. */
function problemOf(name: string, user: User): string | undefined {
  return user.exec !== undefined || user['auth-provider'] !== undefined
    ? `${name} logs in with a program: make a service account and list the cluster under a locator of type "config" with its token`
    : undefined;
}
