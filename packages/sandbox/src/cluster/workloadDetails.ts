import { z } from 'zod';
import { KubernetesManifest } from '../kubernetes';

const workload = z.object({
  spec: z.object({
    replicas: z.number().optional(),
    template: z.object({
      spec: z.object({ containers: z.array(z.object({ image: z.string() })) }),
    }),
  }),
});

/** How many pods a workload asks for. */
export function replicasOf(manifest: KubernetesManifest): number {
  return workload.safeParse(manifest).data?.spec.replicas ?? 1;
}

/** The images that workloads run. */
export function imagesOf(manifests: KubernetesManifest[]): string[] {
  const images = manifests.flatMap(manifest => {
    const parsed = workload.safeParse(manifest);
    return (parsed.data?.spec.template.spec.containers ?? []).map(
      ({ image }) => image,
    );
  });
  return [...new Set(images)];
}
