/** Lists and watches of each kind, and whether the verdict needs it. */
export const kinds = {
  pods: { path: '/api/v1/pods', title: 'pods', required: true },
  deployments: {
    path: '/apis/apps/v1/deployments',
    title: 'deployments',
    required: true,
  },
  statefulSets: {
    path: '/apis/apps/v1/statefulsets',
    title: 'statefulsets',
    required: true,
  },
  autoscalers: {
    path: '/apis/autoscaling/v2/horizontalpodautoscalers',
    title: 'horizontalpodautoscalers',
    required: true,
  },
  budgets: {
    path: '/apis/policy/v1/poddisruptionbudgets',
    title: 'poddisruptionbudgets',
    required: false,
  },
  nodes: { path: '/api/v1/nodes', title: 'nodes', required: false },
} as const;

/** Key of a kind. */
export type Kind = keyof typeof kinds;
