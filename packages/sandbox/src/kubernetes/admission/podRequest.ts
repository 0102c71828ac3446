import { PodSpec } from '../objects/Pod';
import { parseQuantity } from './quantity';

/** What a pod's containers ask for in all: `cpu`, `requests.cpu`, `limits.memory` and so on. */
export function podRequest(spec: PodSpec, resource: string): number {
  const [side, name] = resource.includes('.')
    ? resource.split('.')
    : ['requests', resource];
  return spec.containers.reduce((sum, { resources }) => {
    const given = side === 'limits' ? resources?.limits : resources?.requests;
    return sum + parseQuantity(given?.[name]);
  }, 0);
}
