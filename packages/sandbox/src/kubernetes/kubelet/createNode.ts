import { KubernetesManifest } from '../objects/KubernetesManifest';

const capacity = {
  cpu: '4',
  memory: '8131072Ki',
  pods: '110',
  'ephemeral-storage': '61202244Ki',
};

/** A node as its kubelet registers it. */
export function createNode(index: number, now: string): KubernetesManifest {
  const name = `node-${index}`;
  const zone = `local-${'abc'[index - 1]}`;
  const healthy = (type: string, reason: string, message: string) => ({
    type,
    status: type === 'Ready' ? 'True' : 'False',
    lastHeartbeatTime: now,
    lastTransitionTime: now,
    reason,
    message,
  });
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'topology.kubernetes.io/region': 'local',
        'topology.kubernetes.io/zone': zone,
      },
    },
    spec: {
      podCIDR: `10.244.${index}.0/24`,
      podCIDRs: [`10.244.${index}.0/24`],
    },
    status: {
      addresses: [
        { type: 'InternalIP', address: `10.10.0.${10 + index}` },
        { type: 'Hostname', address: name },
      ],
      capacity,
      allocatable: capacity,
      conditions: [
        healthy(
          'MemoryPressure',
          'KubeletHasSufficientMemory',
          'kubelet has sufficient memory available',
        ),
        healthy(
          'DiskPressure',
          'KubeletHasNoDiskPressure',
          'kubelet has no disk pressure',
        ),
        healthy(
          'PIDPressure',
          'KubeletHasSufficientPID',
          'kubelet has sufficient PID available',
        ),
        healthy('Ready', 'KubeletReady', 'kubelet is posting ready status'),
      ],
      nodeInfo: {
        architecture: 'amd64',
        containerRuntimeVersion: 'containerd://2.1.4',
        kubeletVersion: 'v1.34.1',
        operatingSystem: 'linux',
        osImage: 'Debian GNU/Linux 12 (bookworm)',
      },
    },
  };
}
