import { ActionRun } from '../actions/ActionRun';
import { Leftover } from './Leftover';

/** Tell what stays in the cluster, each with its command. */
export function reportLeftovers(run: ActionRun, leftovers: Leftover[]): void {
  leftovers.forEach(({ what, command }) =>
    run.info(`Left in the cluster: ${what}. Remove with: ${command}`),
  );
}
