/** Label and annotation that tie objects of a cluster to an entity. @public */
export const annotationKubernetesId = 'backstage.io/kubernetes-id';

/** Selector of an entity whose objects do not carry the label. @public */
export const annotationKubernetesLabelSelector =
  'backstage.io/kubernetes-label-selector';

/** The one namespace of an entity without environments. @public */
export const annotationKubernetesNamespace =
  'backstage.io/kubernetes-namespace';

/** The one cluster to ask; all are asked without it. @public */
export const annotationKubernetesCluster = 'backstage.io/kubernetes-cluster';

/** Environments and their namespaces: `dev=visits,prod=visits-prod`. @public */
export const annotationEnvironments = 'service-health/environments';

/** Address of the runbook. @public */
export const annotationRunbook = 'service-health/runbook';

/** Address of the logs. @public */
export const annotationLogs = 'service-health/logs';

/** Address of the dashboard. @public */
export const annotationDashboard = 'service-health/dashboard';

/** Address of the CI runs. @public */
export const annotationCi = 'service-health/ci';

/** Argo CD's own: public address of a workload, set on the Deployment. @public */
export const annotationExternalLink = 'link.argocd.argoproj.io/external-link';
