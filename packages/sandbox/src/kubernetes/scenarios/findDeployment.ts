import { Deployment } from '../objects/Workload';
import { ObjectStore } from '../store/ObjectStore';
import { ScenarioTarget } from './ScenarioBook';

/** Finds the Deployment that a scenario's target names, by its own name or by its service's. */
export function findDeployment(
  { namespace, name }: ScenarioTarget,
  store: ObjectStore,
): Deployment {
  const deployments = store.list('Deployment', namespace);
  const found =
    deployments.find(({ metadata }) => metadata.name === name) ??
    deployments.find(
      ({ metadata }) => metadata.labels?.['app.kubernetes.io/name'] === name,
    ) ??
    deployments.find(({ metadata }) => metadata.name === `${name}-app`);
  if (!found) {
    throw new Error(
      `Cannot find a Deployment of "${name}" in namespace "${namespace}": deploy it first`,
    );
  }
  return found;
}
