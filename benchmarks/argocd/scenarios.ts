import {
  ArgocdDouble,
  ArgocdDoubleOptions,
  InMemoryReconciler,
  startArgocdDouble,
} from '@paved-path/sandbox';
import { mockServices } from '@backstage/backend-test-utils';
import { Registrar, RegistrarOptions, Wish } from './Registrar';
import { silentLogger } from './silentLogger';

const repoUrl = 'https://git.example.com/platform/visits.git';

const wish: Wish = {
  appName: 'visits',
  projectName: 'visits',
  namespace: 'visits',
  repoUrl,
  path: 'deploy',
};

interface Scenario {
  title: string;
  options?: ArgocdDoubleOptions;
  token?: string;
  before?(double: ArgocdDouble): Promise<void>;
  /** How often the user runs the template. */
  runs?: number;
}

/** What one integration did in one scenario. */
export interface Outcome {
  scenario: string;
  by: string;
  /** Text that the user of the template sees, or that it succeeded. */
  said: string;
  requests: number;
  writes: number;
  /** State of the Application when the action was over. */
  state: string;
  /** What the run left in Argo CD. */
  left: string[];
}

const scenarios: Scenario[] = [
  {
    title: 'Registers',
    options: {
      reconciler: InMemoryReconciler.create({ progressingMs: 1_000 }),
    },
  },
  {
    title: 'The path does not exist',
    options: {
      reconciler: InMemoryReconciler.create({ missingPaths: ['deploy'] }),
    },
  },
  {
    title: 'The repository is private',
    options: {
      reconciler: InMemoryReconciler.create({
        passwords: { [repoUrl]: 'unknown' },
      }),
    },
  },
  {
    title: 'Kubernetes refuses the manifests',
    options: {
      reconciler: InMemoryReconciler.create({
        syncError: 'deployments.apps "visits" is forbidden: exceeded quota',
      }),
    },
  },
  {
    title: 'The pods do not start',
    options: {
      reconciler: InMemoryReconciler.create({ finalHealth: 'Degraded' }),
    },
  },
  {
    title: 'The token is no longer valid',
    token: 'of-an-account-that-is-gone',
  },
  {
    title: 'The project exists, made by an administrator',
    before: double =>
      post(double, '/projects', {
        project: {
          metadata: { name: 'visits' },
          spec: {
            sourceRepos: ['*'],
            destinations: [{ server: '*', namespace: '*' }],
            clusterResourceWhitelist: [{ group: '*', kind: '*' }],
          },
        },
      }),
  },
  { title: 'The template is run twice', runs: 2 },
];

/** Run every scenario with one integration, each against an Argo CD of its own. */
export async function runScenarios(
  create: (options: RegistrarOptions) => Promise<Registrar>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const scenario of scenarios) {
    outcomes.push(await runScenario(scenario, create));
  }
  return outcomes;
}

async function runScenario(
  scenario: Scenario,
  create: (options: RegistrarOptions) => Promise<Registrar>,
): Promise<Outcome> {
  const double = await startArgocdDouble({
    refreshIntervalMs: 50,
    ...scenario.options,
  });
  await scenario.before?.(double);
  const before = new Set(names(double));
  const sent = double.requests.length;
  const registrar = await create({
    config: mockServices.rootConfig({
      data: {
        argocd: {
          appLocatorMethods: [
            {
              type: 'config',
              instances: [
                {
                  name: 'main',
                  url: double.url,
                  token: scenario.token ?? double.token,
                },
              ],
            },
          ],
        },
      },
    }),
    logger: silentLogger,
  });
  let said = 'succeeded';
  for (let run = 0; run < (scenario.runs ?? 1); run += 1) {
    said = await registrar.register(wish).then(
      () => 'succeeded',
      (error: Error) => error.message,
    );
  }
  const requests = double.requests.slice(sent);
  const [application] = double.applications();
  const outcome: Outcome = {
    scenario: scenario.title,
    by: registrar.name,
    said,
    requests: requests.length,
    writes: requests.filter(({ method }) => method !== 'GET').length,
    state: application
      ? `${application.status.sync?.status ?? 'unknown'}, ${
          application.status.health?.status ?? 'unknown'
        }`
      : 'no application',
    left: names(double).filter(name => !before.has(name)),
  };
  await registrar.close();
  await double.close();
  return outcome;
}

function names(double: ArgocdDouble): string[] {
  const { projects, applications, repositories } = double.snapshot();
  return [
    ...projects.map(({ metadata }) => `project ${metadata.name}`),
    ...applications.map(({ metadata }) => `application ${metadata.name}`),
    ...repositories.map(({ repo }) => `credentials ${repo}`),
  ];
}

async function post(
  { url, token }: ArgocdDouble,
  path: string,
  body: object,
): Promise<void> {
  await fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify(body),
  });
}
