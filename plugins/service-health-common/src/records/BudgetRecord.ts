/** What the rules need to know of a PodDisruptionBudget. @public */
export interface BudgetRecord {
  name: string;
  namespace: string;
  /** Value of the label `backstage.io/kubernetes-id`. */
  kubernetesId: string;
  /** Value of the label `app.kubernetes.io/component`. */
  component?: string;
  disruptionsAllowed: number;
  desiredHealthy: number;
  currentHealthy: number;
  expectedPods: number;
}
