import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppSupervisor } from './apps/AppSupervisor';
import { ArgocdDouble, startArgocdDouble } from './argocd';
import { ArgocdStateFile } from './ArgocdStateFile';
import { findHelm } from './chart/findHelm';
import { CiRunner } from './ci/CiRunner';
import { pathOf } from './ci/createCiRouter';
import { SandboxReconciler } from './cluster/SandboxReconciler';
import { SandboxRuntime } from './cluster/SandboxRuntime';
import { startControlPage } from './control/startControlPage';
import { GitHost, startGitHost } from './git';
import { listenProblem } from './http/listenProblem';
import { ImageStore } from './images/ImageStore';
import { KubernetesDouble, startKubernetesDouble } from './kubernetes';
import { Log } from './process/log';
import { readCredentials } from './readCredentials';
import { findRedisServer } from './redis/findRedisServer';
import { RedisSupervisor } from './redis/RedisSupervisor';
import { SandboxSettings } from './SandboxSettings';
import { SandboxScenarios } from './scenarios/SandboxScenarios';

/** A running sandbox. */
export interface Sandbox {
  git: GitHost;
  argocd: ArgocdDouble;
  kubernetes: KubernetesDouble;
  controlUrl: string;
  /** End everything that was started; the state stays. */
  close(): Promise<void>;
}

/** Start Git host, Argo CD, cluster, CI and control page, and what ran before. */
export async function startSandbox(
  settings: SandboxSettings,
  log: Log,
): Promise<Sandbox> {
  const endings: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const end of endings.splice(0).reverse()) {
      await end().catch(error => log(`Cannot end cleanly: ${String(error)}`));
    }
  };
  try {
    return { ...(await startParts(settings, log, endings)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startParts(
  settings: SandboxSettings,
  log: Log,
  endings: (() => Promise<void>)[],
): Promise<Omit<Sandbox, 'close'>> {
  const { home } = settings;
  await mkdir(home, { recursive: true });
  const credentials = await readCredentials(home);
  const images = ImageStore.create(join(home, 'images'));
  const ci = await CiRunner.open({ home, images, log });
  const git = await startGitHost({
    home: join(home, 'repositories'),
    port: settings.gitPort,
    password: credentials.gitPassword,
    builds: repository =>
      ci
        .runs(repository)
        .slice(0, 5)
        .map(run => ({ ...run, path: pathOf(run) })),
  });
  endings.push(() => git.close());
  await git.seedFromDirectory(settings.projectRoot);

  const redis = await RedisSupervisor.open({
    home,
    binary: await findRedisServer(),
    firstPort: settings.firstRedisPort,
  });
  endings.push(() => redis.close());
  const firstPort = settings.firstAppPort;
  const apps = await AppSupervisor.open({ home, firstPort });
  endings.push(() => apps.close());
  const kubernetes = await startKubernetesDouble({
    port: settings.kubernetesPort,
    token: credentials.kubernetesToken,
    runtime: SandboxRuntime.create({ apps, images, redis, log }),
  }).catch(error => {
    const port = settings.kubernetesPort;
    throw listenProblem(error, { port, what: 'Kubernetes API' });
  });
  endings.push(() => kubernetes.close());
  const argocd = await startArgocd({
    settings,
    token: credentials.argocdToken,
    log,
    reconciler: await SandboxReconciler.open({
      home,
      git,
      cluster: kubernetes,
      apps,
      redis,
      helm: await findHelm(),
    }),
  });
  endings.push(argocd.close);
  // Last of what may make changes, so first to be ended.
  ci.attach(git);
  endings.push(() => ci.close());
  const scenarios = SandboxScenarios.create({ cluster: kubernetes, redis });
  const control = await startControlPage({
    port: settings.controlPort,
    git,
    ci,
    argocd: argocd.double,
    cluster: kubernetes,
    apps,
    redis,
    scenarios,
  });
  endings.push(() => control.close());
  return { git, argocd: argocd.double, kubernetes, controlUrl: control.url };
}

async function startArgocd(options: {
  settings: SandboxSettings;
  token: string;
  log: Log;
  reconciler: SandboxReconciler;
}): Promise<{ double: ArgocdDouble; close: () => Promise<void> }> {
  const { settings, token, log, reconciler } = options;
  const state = ArgocdStateFile.create(settings.home, log);
  const started: { double?: ArgocdDouble } = {};
  const double = await startArgocdDouble({
    port: settings.argocdPort,
    token,
    reconciler,
    snapshot: await state.read(),
    onChange: () => {
      const { double: running } = started;
      if (running) {
        state.saveSoon(() => running.snapshot());
      }
    },
  }).catch(error => {
    throw listenProblem(error, { port: settings.argocdPort, what: 'Argo CD' });
  });
  started.double = double;
  return {
    double,
    close: async () => {
      await double.close();
      await state.save(double.snapshot());
    },
  };
}
