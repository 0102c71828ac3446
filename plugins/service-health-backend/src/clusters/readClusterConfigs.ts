import { readFileSync } from 'fs';
import { readFile } from 'fs/promises';
import { Config } from '@backstage/config';
import { ClusterConfig } from './ClusterConfig';

const accountFolder = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Reads the clusters that the Kubernetes plugin is configured with. */
export function readClusterConfigs(config: Config): ClusterConfig[] {
  const methods =
    config.getOptionalConfigArray('kubernetes.clusterLocatorMethods') ?? [];
  return methods.flatMap(method => {
    const type = method.getString('type');
    if (type === 'config') {
      return (method.getOptionalConfigArray('clusters') ?? []).map(readCluster);
    }
    if (type === 'localKubectlProxy') {
      return [
        { name: 'local', url: 'http://localhost:8001', skipTlsVerify: false },
      ];
    }
    return [
      {
        name: type,
        url: 'http://localhost',
        skipTlsVerify: false,
        problem: `Clusters of the locator "${type}" cannot be watched: list them under a locator of type "config"`,
      },
    ];
  });
}

function readCluster(config: Config): ClusterConfig {
  const name = config.getString('name');
  const url = config.getString('url');
  const provider =
    config.getOptionalString('authProvider') ??
    config.getOptionalString('authMetadata.kubernetes\\.io/auth-provider') ??
    'serviceAccount';
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
  if (provider !== 'serviceAccount') {
    return {
      ...base,
      problem: `${name} uses the login "${provider}", which needs a user: set "authProvider: serviceAccount" and a token`,
    };
  }
  const token = readToken(config, inCluster);
  return token
    ? { ...base, token }
    : {
        ...base,
        problem: `${name} has no credential: set "serviceAccountToken"`,
      };
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
  const token = config.getOptionalString('serviceAccountToken');
  if (token !== undefined) {
    return async () => token;
  }
  // Kubernetes renews this file: read it for each request.
  return inCluster
    ? async () => (await readFile(`${accountFolder}/token`, 'utf8')).trim()
    : undefined;
}
