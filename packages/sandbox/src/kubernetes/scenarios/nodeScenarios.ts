import { ClusterScenario } from './Scenario';

/** A node is gone from one moment to the next. */
export const nodePowerOff: ClusterScenario = {
  name: 'node-power-off',
  title: 'Node loses power',
  description:
    'Node node-3 (zone local-c) goes dark: its pods stay listed as Running but are no longer ready.',
  scope: 'cluster',
  start: ({ cluster }) => {
    cluster.nodes.setPower('node-3', false);
    return () => cluster.nodes.setPower('node-3', true);
  },
};
