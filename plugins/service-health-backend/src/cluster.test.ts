import { ServiceHealth } from '@paved-path/backstage-plugin-service-health-common';
import { component, startHealth } from './__testUtils__/startHealth';
import { ClusterFault, faults } from './__testUtils__/clusterFaults';
import {
  apply,
  kubeconfig,
  kubectl,
  readRealCluster,
} from './__testUtils__/realCluster';

const describeCluster = kubeconfig === undefined ? describe.skip : describe;

interface Verdict {
  health: ServiceHealth | Error;
  seconds: number;
}

describeCluster(
  'serviceHealthPlugin on a real cluster (SERVICE_HEALTH_TEST_KUBECONFIG)',
  () => {
    let backend: Awaited<ReturnType<typeof startHealth>>;
    const verdicts = new Map<string, Promise<Verdict>>();

    async function follow({
      name,
      code,
      level,
    }: ClusterFault): Promise<Verdict> {
      const started = Date.now();
      const rooted = ({ environments }: ServiceHealth) =>
        environments.some(({ rootFinding = '' }) =>
          rootFinding.startsWith(code),
        );
      const health = await backend
        .until(
          `component:default/${name}`,
          one => one.level === level && rooted(one),
          600_000,
        )
        .catch(error => error);
      return { health, seconds: Math.round((Date.now() - started) / 1000) };
    }

    beforeAll(async () => {
      backend = await startHealth({
        config: { kubernetes: await readRealCluster() },
        entities: faults.map(({ name, namespace }) =>
          component(name, {
            'service-health/environments': `prod=${namespace}`,
          }),
        ),
      });
      for (const { manifests } of faults) {
        apply(manifests);
      }
      // All at once: each fault takes minutes to count as one.
      for (const fault of faults) {
        verdicts.set(fault.name, follow(fault));
      }
    }, 120_000);

    afterAll(async () => {
      const namespaces = [...new Set(faults.map(({ namespace }) => namespace))];
      await kubectl('delete', 'namespace', '--wait=false', ...namespaces);
    }, 60_000);

    it.each(faults)(
      'says $level for $name',
      async ({ name }) => {
        const verdict = await verdicts.get(name);
        if (!verdict || verdict.health instanceof Error) {
          throw verdict?.health ?? new Error('Not followed');
        }
        expect(verdict.health.headline).not.toBe('');
        const { level, headline, nextStep } = verdict.health;
        process.stdout.write(
          `${[
            name,
            `${verdict.seconds} s`,
            level,
            headline,
            nextStep?.text ?? '',
          ].join(' | ')}\n`,
        );
      },
      620_000,
    );
  },
);
