/** The pod of the visitors: fits the level `restricted`, and has the labels that the NetworkPolicy admits. */
export function visitorPod(options: {
  pod: string;
  name: string;
  image: string;
  script: string;
  node?: string;
  clients?: number;
  pauseMs?: number;
}): object {
  const {
    pod,
    name,
    image,
    script,
    node,
    clients = 4,
    pauseMs = 150,
  } = options;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: pod,
      labels: {
        'app.kubernetes.io/name': name,
        'app.kubernetes.io/component': 'client',
      },
    },
    spec: {
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      // Ends by itself, whatever becomes of the suite
      activeDeadlineSeconds: 1_800,
      terminationGracePeriodSeconds: 1,
      ...(node ? { nodeSelector: { 'kubernetes.io/hostname': node } } : {}),
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 65_532,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          name: 'visitors',
          image,
          args: ['--input-type=module', '--eval', script],
          env: [
            { name: 'VISITS_URL', value: `http://${name}-app-svc/api/visits` },
            { name: 'CLIENTS', value: String(clients) },
            { name: 'PAUSE_MS', value: String(pauseMs) },
          ],
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          resources: {
            requests: { cpu: '50m', memory: '64Mi' },
            limits: { memory: '256Mi' },
          },
        },
      ],
    },
  };
}
