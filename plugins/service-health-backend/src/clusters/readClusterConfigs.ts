import { readFileSync } from 'fs';
import { readFile } from 'fs/promises';
import { Config } from '@backstage/config';
import { z } from 'zod';
import { ClusterConfig } from './ClusterConfig';
import { ClusterLocator } from './ClusterLocator';
import { GkeLocator } from './GkeLocator';
import { GoogleToken } from './GoogleToken';
import { readKubeconfig } from './readKubeconfig';

const accountFolder = '/var/run/secrets/kubernetes.io/serviceaccount';

const defaultGkeUrl = 'https://container.googleapis.com';

/** Clusters as configured, and what finds more of them. */
export interface ClusterSettings {
  clusters: ClusterConfig[];
  locators: ClusterLocator[];
}

/** Reads the clusters that the Kubernetes plugin is configured with. */
export function readClusterConfigs(config: Config): ClusterSettings {
  const token = GoogleToken.create(
    config.getOptionalString('kubernetes.googleServiceAccountCredentials'),
  );
  const settings: ClusterSettings = { clusters: [], locators: [] };
  const methods =
    config.getOptionalConfigArray('kubernetes.clusterLocatorMethods') ?? [];
  for (const method of methods) {
    const type = method.getString('type');
    if (type === 'config') {
      const clusters = method.getOptionalConfigArray('clusters') ?? [];
      settings.clusters.push(...clusters.map(one => readCluster(one, token)));
    } else if (type === 'gke' && usesServiceAccount(method)) {
      const apiUrl =
        config.getOptionalString('serviceHealth.gkeApiUrl') ?? defaultGkeUrl;
      settings.locators.push(GkeLocator.fromConfig(method, { token, apiUrl }));
    } else {
      settings.clusters.push(readOther(type));
    }
  }
  const kubeconfig = config.getOptionalConfig('serviceHealth.kubeconfig');
  if (kubeconfig) {
    settings.clusters.push(...readKubeconfig(kubeconfig));
  }
  return settings;
}

function usesServiceAccount(method: Config): boolean {
  return method.getOptionalString('authProvider') === 'googleServiceAccount';
}

function readOther(type: string): ClusterConfig {
  const base = { name: type, url: 'http://localhost', skipTlsVerify: false };
  if (type === 'localKubectlProxy') {
    return { ...base, name: 'local', url: 'http://localhost:8001' };
  }
  return {
    ...base,
    problem:
      type === 'gke'
        ? 'gke uses the login "google", which needs a user: set "authProvider: googleServiceAccount" on the locator'
        : `Clusters of the locator "${type}" cannot be watched: list them under a locator of type "config"`,
  };
}

function readCluster(config: Config, google: GoogleToken): ClusterConfig {
  const name = config.getString('name');
  const url = config.getString('url');
  const provider = providerOf(config);
  const inCluster = url === 'https://kubernetes.default.svc';
  const base = {
    name,
    url,
    skipTlsVerify: config.getOptionalBoolean('skipTLSVerify') ?? false,
    ca: readCa(config, inCluster),
  };
  if (provider === 'localKubectlProxy') {
    return base;
  }
  if (provider === 'googleServiceAccount') {
    return { ...base, token: () => google.read() };
  }
  if (provider !== 'serviceAccount') {
    return { ...base, problem: describeProvider(name, provider) };
  }
  const token = readToken(config, inCluster);
  return token
    ? { ...base, token }
    : {
        ...base,
        problem: `${name} has no credential: set "serviceAccountToken"`,
      };
}

/** Written in two ways, as the Kubernetes plugin takes it. */
function providerOf(config: Config): string {
  const metadata = z
    .record(z.string(), z.unknown())
    .safeParse(config.getOptional('authMetadata')).data;
  const told = metadata?.['kubernetes.io/auth-provider'];
  return typeof told === 'string'
    ? told
    : config.getOptionalString('authProvider') ?? 'serviceAccount';
}

const userLogins = new Set(['google', 'oidc', 'aks']);

function describeProvider(name: string, provider: string): string {
  const why = userLogins.has(provider)
    ? 'which needs a user'
    : 'which cannot be used for watches yet';
  return `${name} uses the login "${provider}", ${why}: set "authProvider: serviceAccount" and a token`;
}

function readCa(config: Config, inCluster: boolean): string | undefined {
  const data = config.getOptionalString('caData');
  if (data !== undefined) {
    return Buffer.from(data, 'base64').toString('utf8');
  }
  const file =
    config.getOptionalString('caFile') ??
    (inCluster ? `${accountFolder}/ca.crt` : undefined);
  return file === undefined ? undefined : readOptional(file);
}

function readOptional(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // The first request says what is wrong with the certificate.
    return undefined;
  }
}

function readToken(config: Config, inCluster: boolean) {
  const token =
    config.getOptionalString('serviceAccountToken') ??
    config.getOptionalString('authMetadata.serviceAccountToken');
  if (token !== undefined) {
    return async () => token;
  }
  // Kubernetes renews this file: read it for each request.
  return inCluster
    ? async () => (await readFile(`${accountFolder}/token`, 'utf8')).trim()
    : undefined;
}
