import { ApiResource } from './ApiResource';
import { ResourceRegistry } from './ResourceRegistry';

const verbs = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];

/** The version that the double claims to be. */
export const serverVersion = {
  major: '1',
  minor: '34',
  emulationMajor: '1',
  emulationMinor: '34',
  gitVersion: 'v1.34.1+sandbox',
  gitCommit: '93248f9ae092f571eb870b7664c534bfc7d00f03',
  gitTreeState: 'clean',
  buildDate: '2025-09-09T19:37:14Z',
  goVersion: 'go1.24.6',
  compiler: 'gc',
  platform: 'linux/amd64',
};

/** What a discovery path answers; `undefined` when it is none. */
export function discoveryDocument(
  pathname: string,
  registry: ResourceRegistry,
): object | undefined {
  const path = pathname.replace(/\/+$/, '') || '/';
  if (path === '/') return { paths: ['/api', '/apis', '/version'] };
  if (path === '/version') return serverVersion;
  if (path === '/api') return { kind: 'APIVersions', versions: ['v1'] };
  if (path === '/apis') return groupList(registry);
  const match = /^\/(?:api|apis\/([^/]+))(?:\/([^/]+))?$/.exec(path);
  if (!match) return undefined;
  const [, group = '', version] = match;
  if (!version) {
    return groupsOf(registry)
      .filter(({ name }) => name === group)
      .map(entry => ({ kind: 'APIGroup', apiVersion: 'v1', ...entry }))[0];
  }
  return resourceList(registry, group, version);
}

function groupsOf(registry: ResourceRegistry) {
  const versions = new Map<string, string>();
  for (const { group, version } of registry.all()) {
    if (group) versions.set(group, version);
  }
  return [...versions].map(([name, version]) => {
    const entry = { groupVersion: `${name}/${version}`, version };
    return { name, versions: [entry], preferredVersion: entry };
  });
}

function groupList(registry: ResourceRegistry): object {
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: groupsOf(registry) };
}

function resourceList(
  registry: ResourceRegistry,
  group: string,
  version: string,
): object | undefined {
  const resources = registry
    .all()
    .filter(entry => entry.group === group && entry.version === version);
  if (resources.length === 0) return undefined;
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: group ? `${group}/${version}` : version,
    resources: resources.flatMap(describe),
  };
}

function describe(resource: ApiResource): object[] {
  const { plural, kind, namespaced, shortNames } = resource;
  const readOnly = resource.group === 'metrics.k8s.io';
  return [
    {
      name: plural,
      singularName: kind.toLocaleLowerCase('en-US'),
      namespaced,
      kind,
      verbs: readOnly ? ['get', 'list'] : verbs,
      ...(shortNames ? { shortNames } : {}),
    },
    ...(resource.subresources ?? []).map(subresource => ({
      name: `${plural}/${subresource}`,
      singularName: '',
      namespaced,
      kind,
      verbs: subresource === 'log' ? ['get'] : ['get', 'patch', 'update'],
    })),
  ];
}
