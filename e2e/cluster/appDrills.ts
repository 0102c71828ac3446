import { DeployedService, EnvironmentName } from './DeployedService';
import { Drill } from './Drill';

/** Whether the rollout of the app is complete, and all that should serve do. */
export async function isRolledOut(
  service: DeployedService,
  environment: EnvironmentName,
): Promise<boolean> {
  const output = await service
    .namespace(environment)
    .kubectl(['get', `deployment/${service.name}-app`, '--output', 'json']);
  const { metadata, spec, status } = JSON.parse(output);
  return (
    status.observedGeneration === metadata.generation &&
    status.updatedReplicas === spec.replicas &&
    status.availableReplicas === spec.replicas &&
    status.replicas === spec.replicas
  );
}

/** A pod of the app is killed without notice. */
export function podKilled(
  service: DeployedService,
  environment: EnvironmentName,
): Drill {
  const namespace = service.namespace(environment);
  let killed = '';
  return {
    title: 'A pod of the app killed',
    environment,
    command: `kubectl --namespace ${namespace.name} delete pod POD --grace-period 0 --force`,
    act: async () => {
      [killed] = await namespace.names('pods', service.selector('app'));
      await namespace.kubectl([
        ...['delete', 'pod', killed, '--grace-period', '0', '--force'],
      ]);
    },
    recovery: 'another pod in its place, ready',
    recovered: async () =>
      !(await namespace.names('pods', service.selector('app'))).includes(
        killed,
      ) && isRolledOut(service, environment),
    patience: 180,
  };
}

/** Every pod of the app is replaced, one after the other. */
export function rollingRestart(
  service: DeployedService,
  environment: EnvironmentName,
): Drill {
  const namespace = service.namespace(environment);
  const deployment = `deployment/${service.name}-app`;
  return {
    title: 'Rolling restart',
    environment,
    command: `kubectl --namespace ${namespace.name} rollout restart ${deployment}`,
    act: async () => {
      await namespace.kubectl(['rollout', 'restart', deployment]);
    },
    recovery: 'every pod replaced, the old ones gone',
    recovered: async () => {
      const pods = await namespace.names('pods', service.selector('app'));
      const wanted = await namespace.field(deployment, '.spec.replicas');
      return (
        pods.length === Number(wanted) && isRolledOut(service, environment)
      );
    },
    patience: 400,
  };
}
