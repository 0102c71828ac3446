/** What the rules need to know of a condition. @public */
export interface ConditionRecord {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  /** In ms since 1970. */
  since?: number;
  /** In ms since 1970; only Deployments tell. */
  updatedAt?: number;
}

/** What the rules need to know of a Deployment or StatefulSet. @public */
export interface WorkloadRecord {
  kind: 'Deployment' | 'StatefulSet';
  name: string;
  namespace: string;
  /** Value of the label `backstage.io/kubernetes-id`. */
  kubernetesId: string;
  /** Value of the label `app.kubernetes.io/component`. */
  component?: string;
  /** In ms since 1970. */
  createdAt: number;
  generation: number;
  observedGeneration: number;
  desired: number;
  updated: number;
  ready: number;
  available: number;
  /** Pods that exist. */
  current: number;
  paused: boolean;
  /** How long a rollout may stand still, in ms. */
  progressDeadlineMs: number;
  conditions: ConditionRecord[];
  /** Tag of the first container's image. */
  version?: string;
  /** Value of `link.argocd.argoproj.io/external-link`. */
  externalLink?: string;
  /** Since when fewer pods than wanted are available, as far as we saw, in ms. */
  shortSince?: number;
}
