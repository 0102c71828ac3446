import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { renderSkeleton } from '../renderSkeleton';
import { readFolder } from '../testing/readFolder';
import { kubernetesObjectSchema } from './KubernetesObject';
import { schemaProblems } from './schemaProblems';

const environments = ['dev', 'staging', 'prod'];

/** Not for a cluster's API server: values of Helm charts, kind's own file, and the service's chart. */
const notApplied =
  /^ops\/(charts|alerts)\/|values\.yaml$|^ops\/kind\/cluster\.yaml$|^ops\/core-layer\/dragonfly\//;

describe('what the repository brings beside its chart', () => {
  let folder: string;
  let files: Map<string, string>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'operations-'));
    await renderSkeleton(
      {
        name: 'visit-tracker',
        owner: 'group:default/team-a',
        repoUrl: 'github.com?owner=acme&repo=visit-tracker',
        environments,
      },
      folder,
    );
    files = await readFolder(folder);
  }, 60_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  function objectsOf(path: string) {
    return parseAllDocuments(files.get(path) ?? '')
      .map(document => document.toJS())
      .map(object => kubernetesObjectSchema.parse(object));
  }

  function manifests(): string[] {
    return [...files.keys()].filter(
      path =>
        path.startsWith('ops/') &&
        path.endsWith('.yaml') &&
        !notApplied.test(path),
    );
  }

  it('fits the strict schemas: load, Argo CD and Flux', () => {
    expect(manifests().sort()).toEqual([
      'ops/gitops/argocd/applicationset.yaml',
      'ops/gitops/flux/dev.yaml',
      'ops/gitops/flux/prod.yaml',
      'ops/gitops/flux/staging.yaml',
      'ops/load/busybox.yaml',
      'ops/load/k6-job.yaml',
    ]);
    expect(manifests().flatMap(objectsOf).flatMap(schemaProblems)).toEqual([]);
  });

  it.each(environments)('lets Flux install %s as Argo CD does', environment => {
    const [namespace, source, release] = objectsOf(
      `ops/gitops/flux/${environment}.yaml`,
    );
    const name =
      environment === 'dev' ? 'sre-challenge' : `sre-challenge-${environment}`;

    expect(namespace.metadata).toMatchObject({
      name,
      labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
    });
    expect(source.metadata).toMatchObject({ namespace: name });
    expect(release).toMatchObject({
      metadata: { namespace: name },
      spec: {
        releaseName: 'visit-tracker',
        chart: {
          spec: {
            chart: 'ops/charts',
            sourceRef: { kind: 'GitRepository', name: source.metadata.name },
            valuesFiles: [
              'ops/charts/values.yaml',
              `ops/charts/env/${environment}/values.yaml`,
            ],
          },
        },
      },
    });
  });

  it('lists every environment for Argo CD, each with its values', () => {
    const [set] = objectsOf('ops/gitops/argocd/applicationset.yaml');

    expect(set).toHaveProperty(
      'spec.generators.0.list.elements',
      environments.map(environment => ({
        environment,
        namespace: expect.stringMatching(/^sre-challenge/),
      })),
    );
    for (const environment of environments) {
      expect(files.has(`ops/charts/env/${environment}/values.yaml`)).toBe(true);
    }
  });

  it('gives kind three nodes in three zones, for the spread of prod', () => {
    const { kind, nodes } = parse(files.get('ops/kind/cluster.yaml') ?? '');
    const zones = nodes
      .filter(({ role }: { role: string }) => role === 'worker')
      .map(({ labels }: { labels: Record<string, string> }) => labels)
      .map((labels: Record<string, string>) => [
        labels['topology.kubernetes.io/region'],
        labels['topology.kubernetes.io/zone'],
      ]);

    expect(kind).toBe('Cluster');
    expect(zones).toEqual([
      ['local', 'local-a'],
      ['local', 'local-b'],
      ['local', 'local-c'],
    ]);
  });

  it('has no script that a shell cannot read', () => {
    const scripts = [...files.keys()].filter(path => path.endsWith('.sh'));
    const broken = scripts.filter(
      path => spawnSync('bash', ['-n', join(folder, path)]).status !== 0,
    );

    expect(scripts.length).toBeGreaterThan(20);
    expect(broken).toEqual([]);
  });
});
