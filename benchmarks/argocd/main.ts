import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Measure, Results, writeResults } from '../Results';
import { hasCluster, measureOverhead, Run } from './overhead';
import { registrarHere } from './registrarHere';
import {
  installPeers,
  registrarOfCommunity,
  registrarOfRoadie,
} from './registrarsOfPeers';
import { Outcome, runScenarios } from './scenarios';

const targetMs = 2_000;

async function main(): Promise<void> {
  installPeers();
  const here = await runScenarios(registrarHere);
  const roadie = await runScenarios(registrarOfRoadie);
  const community = await runScenarios(registrarOfCommunity);
  const runs = hasCluster ? await measureOverhead() : earlierRuns();
  writeResults(__dirname, {
    title: 'Argo CD: registering a service',
    date: new Date().toISOString(),
    peer: 'Roadie (scaffolder-backend-argocd 1.8.1) and the community (plugin-argocd-backend 1.7.0)',
    conditions:
      'Failures: each integration against an Argo CD double of its own. Overhead: ten registrations on a real Argo CD 3.2.11, watched beside by its own stream.',
    measures: [
      ...overheadMeasures(runs),
      ...here.flatMap((outcome, index) =>
        compare(outcome, roadie[index], community[index]),
      ),
    ],
    detail: { runs, outcomes: [...here, ...roadie, ...community] },
  });
  process.exit(0);
}

/** Without a cluster, what was measured on one before stays. */
function earlierRuns(): Run[] {
  const file = join(__dirname, 'results.json');
  if (!existsSync(file)) {
    return [];
  }
  const { detail }: Results & { detail: { runs: Run[] } } = JSON.parse(
    readFileSync(file, 'utf8'),
  );
  return detail.runs;
}

function overheadMeasures(runs: Run[]): Measure[] {
  if (runs.length === 0) {
    return [];
  }
  const sorted = (key: keyof Run) =>
    runs.map(run => Math.round(run[key])).sort((a, b) => a - b);
  const overhead = sorted('overhead');
  const worst = overhead[overhead.length - 1];
  return [
    {
      measure: "Argo CD's own time until healthy, median",
      unit: 'ms',
      here: middle(sorted('argocd')),
    },
    {
      measure: 'Overhead of argocd:register, median',
      unit: 'ms',
      here: middle(overhead),
      target: 'under 2 s',
      holds: middle(overhead) < targetMs,
    },
    {
      measure: 'Overhead of argocd:register, worst of ten',
      unit: 'ms',
      here: worst,
      target: 'under 2 s',
      holds: worst < targetMs,
    },
  ];
}

function middle(sorted: number[]): number {
  return sorted[Math.floor(sorted.length / 2)];
}

function compare(here: Outcome, ...peers: Outcome[]): Measure[] {
  const line = (measure: string, show: (outcome: Outcome) => string) => ({
    measure: `${here.scenario}: ${measure}`,
    unit: '',
    here: show(here),
    peer: peers.map(peer => `${peer.by}: ${show(peer)}`).join('; '),
  });
  return [
    line('the task', ({ said }) =>
      said === 'succeeded' ? 'succeeds' : 'fails',
    ),
    line('the Application at its end', ({ state }) => state),
    line('what is left', ({ left }) => left.join(', ') || 'nothing'),
    line(
      'requests',
      ({ requests, writes }) => `${requests}, ${writes} of them writes`,
    ),
  ];
}

main().catch((error: unknown) => {
  process.stderr.write(`${error}\n`);
  process.exit(1);
});
