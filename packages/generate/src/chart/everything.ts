/** Values that switch on all that the chart can do. */
export const everything = {
  domain: 'visits.example.org',
  imagePullSecrets: ['registry'],
  httpRoute: {
    enabled: true,
    parentRefs: [{ name: 'external', namespace: 'gateway' }],
    hostnames: ['www.example.org'],
  },
  ingress: { enabled: true, className: 'internal', tlsSecret: 'tls' },
  healthCheckPolicy: { enabled: true },
  vpa: { enabled: true },
  networkPolicy: {
    fromCidrs: ['35.191.0.0/16'],
    extraEgress: [{ ports: [{ port: 4317, protocol: 'TCP' }] }],
  },
  monitoring: { enabled: true, dashboard: true, labels: { release: 'x' } },
  velero: { enabled: true },
  externalSecrets: {
    enabled: true,
    remoteKey: 'visits/redis',
    provider: {
      type: 'vault',
      vault: { server: 'https://vault.example.org:8200' },
    },
  },
  redis: {
    exporter: { enabled: true },
    tls: { enabled: true, issuerRef: { name: 'internal' } },
    auth: { enabled: true, healthUser: { enabled: true } },
  },
  extraObjects: [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: '{{ .Chart.Name }}-extra' },
    },
  ],
};
