import { DeployedService, EnvironmentName } from './DeployedService';

const kinds = [
  ...['deployments', 'statefulsets', 'pods', 'services', 'configmaps'],
  ...['serviceaccounts', 'networkpolicies', 'horizontalpodautoscalers'],
  ...['poddisruptionbudgets', 'secrets', 'persistentvolumeclaims'],
];

/** What Kubernetes puts into every namespace. */
const always = new Set([
  'configmap/kube-root-ca.crt',
  'serviceaccount/default',
]);

/** The objects that are left of an environment, by kind and name. */
export async function readLeftovers(
  service: DeployedService,
  environment: EnvironmentName,
): Promise<string[]> {
  const output = await service
    .namespace(environment)
    .kubectl(['get', kinds.join(','), '--output', 'name']);
  return output
    .split('\n')
    .map(line => line.replace(/^(\w+)[\w.]*\//, '$1/'))
    .filter(line => line !== '' && !always.has(line))
    .sort();
}
