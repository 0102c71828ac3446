import { z } from 'zod/v3';
import { ActionRun } from '../actions/ActionRun';
import { ArgocdResponseError } from '../client/ArgocdResponseError';
import { Application } from '../client/schemas';
import { kubectl } from '../render/kubectl';
import { Leftover } from './Leftover';

const statefulSetSchema = z.object({
  spec: z.object({
    selector: z
      .object({ matchLabels: z.record(z.string()).nullish() })
      .nullish(),
    volumeClaimTemplates: z.array(z.unknown()).nullish(),
    persistentVolumeClaimRetentionPolicy: z
      .object({ whenDeleted: z.string().optional() })
      .nullish(),
  }),
});

type StatefulSet = z.infer<typeof statefulSetSchema>;

/** The volume claims that stay when StatefulSets go, and how they are deleted. */
export async function describeClaims(
  run: ActionRun,
  application: Application,
  signal: AbortSignal,
): Promise<Leftover[]> {
  const sets = (application.status.resources ?? []).filter(
    ({ group, kind }) => group === 'apps' && kind === 'StatefulSet',
  );
  if (sets.length === 0) {
    return [];
  }
  const manifests = await readManifests(run, application, signal);
  return sets.flatMap(({ namespace, name }) => {
    const manifest = manifests.get(`${namespace}/${name}`);
    return manifest && !leavesClaims(manifest)
      ? []
      : [
          {
            what: `volume claims of StatefulSet ${name}`,
            command: commandFor(namespace, manifest),
          },
        ];
  });
}

function leavesClaims({ spec }: StatefulSet): boolean {
  const { volumeClaimTemplates, persistentVolumeClaimRetentionPolicy } = spec;
  return (
    Boolean(volumeClaimTemplates?.length) &&
    persistentVolumeClaimRetentionPolicy?.whenDeleted !== 'Delete'
  );
}

/** Kubernetes gives claims the labels by which their StatefulSet selects its pods. */
function commandFor(
  namespace: string | undefined,
  manifest: StatefulSet | undefined,
): string {
  const labels = Object.entries(manifest?.spec.selector?.matchLabels ?? {});
  const selector = labels.map(([key, value]) => `${key}=${value}`).join(',');
  return labels.length > 0
    ? kubectl(
        namespace,
        'delete',
        'PersistentVolumeClaim',
        '--selector',
        selector,
      )
    : kubectl(namespace, 'get', 'PersistentVolumeClaim');
}

/** The StatefulSets by namespace and name; none when Argo CD does not tell. */
async function readManifests(
  run: ActionRun,
  { metadata, spec }: Application,
  signal: AbortSignal,
): Promise<Map<string, StatefulSet>> {
  const key = {
    name: metadata.name,
    project: spec.project,
    appNamespace: metadata.namespace,
  };
  try {
    const items = await run.client.listManagedResources(
      key,
      'StatefulSet',
      signal,
    );
    return new Map(
      items.flatMap(({ namespace, name, liveState, targetState }) => {
        const manifest = parse(liveState) ?? parse(targetState);
        return manifest ? [[`${namespace}/${name}`, manifest]] : [];
      }),
    );
  } catch (error) {
    if (error instanceof ArgocdResponseError) {
      return new Map();
    }
    throw error;
  }
}

function parse(text: string | undefined): StatefulSet | undefined {
  try {
    return statefulSetSchema.safeParse(JSON.parse(text ?? 'null')).data;
  } catch {
    return undefined;
  }
}
