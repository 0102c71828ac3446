import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { ArgocdInstanceConfig } from './ArgocdInstanceConfig';

const defaultTimeoutMs = 15_000;

/**
 * Read `argocd.appLocatorMethods`, in the shape that the Argo CD plugins
 * for Backstage have always used.
 */
export function readArgocdInstances(config: Config): ArgocdInstanceConfig[] {
  const defaults = {
    username: config.getOptionalString('argocd.username'),
    password: config.getOptionalString('argocd.password'),
  };
  const instances = (
    config.getOptionalConfigArray('argocd.appLocatorMethods') ?? []
  )
    .filter(method => method.getString('type') === 'config')
    .flatMap(method => method.getOptionalConfigArray('instances') ?? [])
    .map(instance => readInstance(instance, defaults));
  const names = instances.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new InputError(
      `Cannot read argocd.appLocatorMethods: two instances are named "${twice}"`,
    );
  }
  return instances;
}

function readInstance(
  config: Config,
  defaults: { username?: string; password?: string },
): ArgocdInstanceConfig {
  const name = config.getString('name');
  const url = readUrl(config.getString('url'), name);
  const token = config.getOptionalString('token');
  const tokenFile = config.getOptionalString('tokenFile');
  const hasToken = token !== undefined || tokenFile !== undefined;
  return {
    name,
    url,
    frontendUrl: readUrl(config.getOptionalString('frontendUrl') ?? url, name),
    namespace: config.getOptionalString('namespace') ?? 'argocd',
    token,
    tokenFile,
    username: hasToken
      ? undefined
      : config.getOptionalString('username') ?? defaults.username,
    password: hasToken
      ? undefined
      : config.getOptionalString('password') ?? defaults.password,
    caFile: config.getOptionalString('caFile'),
    caData: config.getOptionalString('caData'),
    timeoutMs: config.has('timeout')
      ? durationToMilliseconds(
          readDurationFromConfig(config, { key: 'timeout' }),
        )
      : defaultTimeoutMs,
    allow: readAllow(config.getOptionalConfig('allow')),
  };
}

function readUrl(value: string, name: string): string {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
    throw new InputError(
      `Cannot use Argo CD instance "${name}": its URL must begin with http:// or https://`,
    );
  }
  if (new URL(value).username || new URL(value).password) {
    throw new InputError(
      `Cannot use Argo CD instance "${name}": put its credentials in token, or username and password, not in the URL`,
    );
  }
  return value.replace(/\/+$/, '');
}

function readAllow(config: Config | undefined): ArgocdInstanceConfig['allow'] {
  return {
    projects: config?.getOptionalStringArray('projects'),
    destinations: config
      ?.getOptionalConfigArray('destinations')
      ?.map(destination => ({
        server: destination.getOptionalString('server'),
        name: destination.getOptionalString('name'),
        namespace: destination.getOptionalString('namespace'),
      })),
    repositoryPrefixes: config?.getOptionalStringArray('repositoryPrefixes'),
    applicationNamespaces: config?.getOptionalStringArray(
      'applicationNamespaces',
    ),
    applicationSets: config?.getOptionalBoolean('applicationSets') ?? false,
  };
}
