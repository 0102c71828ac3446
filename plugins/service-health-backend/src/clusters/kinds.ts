/** Lists and watches of each kind. */
export const kinds = {
  pods: {
    path: '/api/v1/pods',
    title: 'pods',
    labelled: true,
  },
  deployments: {
    path: '/apis/apps/v1/deployments',
    title: 'deployments',
    labelled: true,
  },
  statefulSets: {
    path: '/apis/apps/v1/statefulsets',
    title: 'statefulsets',
    labelled: true,
  },
  autoscalers: {
    path: '/apis/autoscaling/v2/horizontalpodautoscalers',
    title: 'horizontalpodautoscalers',
    labelled: true,
  },
  budgets: {
    path: '/apis/policy/v1/poddisruptionbudgets',
    title: 'poddisruptionbudgets',
    labelled: true,
  },
  nodes: {
    path: '/api/v1/nodes',
    title: 'nodes',
    labelled: false,
  },
  quotas: {
    path: '/api/v1/resourcequotas',
    title: 'resourcequotas',
    labelled: false,
  },
} as const satisfies Record<string, KindOptions>;

interface KindOptions {
  /** Path of the list. */
  path: string;
  /** Plural name, for messages. */
  title: string;
  /** Whether its objects carry a service's label; others belong to the cluster. */
  labelled: boolean;
}

/** Key of a kind. */
export type Kind = keyof typeof kinds;

/** Kinds that a verdict needs; all others are only nice to have. */
export const requiredKinds: readonly Kind[] = [
  'pods',
  'deployments',
  'statefulSets',
  'autoscalers',
];
