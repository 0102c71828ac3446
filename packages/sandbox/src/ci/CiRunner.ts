import { join } from 'node:path';
import { Router } from 'express';
import { GitHost, PushEvent, RepositoryName } from '../git';
import { ImageStore } from '../images/ImageStore';
import { Log } from '../process/log';
import { buildCommit } from './buildCommit';
import { CiRun } from './CiRun';
import { createCiRouter } from './createCiRouter';
import { RunStore } from './RunStore';

/** Options of `CiRunner`. */
export interface CiRunnerOptions {
  /** Folder of the sandbox's state. */
  home: string;
  images: ImageStore;
  log: Log;
}

/** Builds that changed only these files would build the same again. */
const deploymentOnly = /^ops\/charts\/env\//;

/**
 * Plays the part of the CI: builds what is pushed to `main` of a generated
 * repository, one build at a time. Workflow files are not run.
 */
export class CiRunner {
  readonly #options: CiRunnerOptions;
  readonly #store: RunStore;
  readonly #stop = new AbortController();
  #host: GitHost | undefined;
  #queue: Promise<void> = Promise.resolve();

  static async open(options: CiRunnerOptions): Promise<CiRunner> {
    const store = await RunStore.open(join(options.home, 'ci/runs'));
    return new CiRunner(options, store);
  }

  private constructor(options: CiRunnerOptions, store: RunStore) {
    this.#options = options;
    this.#store = store;
  }

  /** Builds of one repository, newest first. */
  runs(repository: RepositoryName): CiRun[] {
    return this.#store.of(repository);
  }

  /** Watch a Git host, show pages on it, and take up what was left unfinished. */
  attach(host: GitHost): void {
    this.#host = host;
    host.mount('/', this.#router(host));
    host.onPush(event => {
      this.#onPush(host, event).catch(error =>
        this.#options.log(`Cannot look at a push: ${String(error)}`),
      );
    });
    for (const run of this.#store.all()) {
      if (run.status === 'queued' || run.status === 'running') {
        this.#store.appendLog(run, '\nThe sandbox was restarted: once more\n');
        this.#enqueue(host, run);
      }
    }
  }

  /** Build the newest commit of a repository once more. */
  async rebuild(repository: RepositoryName): Promise<CiRun> {
    const host = this.#host;
    const sha = await host?.resolve(repository, 'main');
    if (!host || !sha) {
      const { owner, name } = repository;
      throw new Error(`Cannot build "${owner}/${name}": it has no branch main`);
    }
    const run = await this.#store.add(repository, sha);
    this.#enqueue(host, run);
    return run;
  }

  /** Resolves when no build is under way or waits. */
  async idle(): Promise<void> {
    await this.#queue;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#queue;
  }

  #router(host: GitHost): Router {
    return createCiRouter({ store: this.#store, host });
  }

  async #onPush(host: GitHost, event: PushEvent): Promise<void> {
    const { repository, ref, oldSha, newSha } = event;
    if (ref !== 'refs/heads/main' || !newSha) {
      return;
    }
    const changed = oldSha
      ? await host.changedPaths(repository, oldSha, newSha)
      : undefined;
    if (changed?.every(path => deploymentOnly.test(path))) {
      return;
    }
    if (await isGenerated(host, repository, newSha)) {
      this.#enqueue(host, await this.#store.add(repository, newSha));
    }
  }

  #enqueue(host: GitHost, run: CiRun): void {
    this.#queue = this.#queue.then(async () => {
      if (!this.#stop.signal.aborted) {
        await this.#build(host, run);
      }
    });
  }

  async #build(host: GitHost, run: CiRun): Promise<void> {
    const title = `Build ${run.number} of ${run.owner}/${run.name}`;
    const { home, images, log } = this.#options;
    const startedAt = new Date().toISOString();
    await this.#store.update(run, { status: 'running', startedAt });
    log(`${title}: started`);
    const remote = new URL(`${host.url}/${run.owner}/${run.name}.git`);
    remote.username = host.username;
    remote.password = host.password;
    try {
      const image = await buildCommit({
        remote: remote.href,
        sha: run.sha,
        directory: join(home, 'ci'),
        images,
        signal: this.#stop.signal,
        onOutput: text => this.#store.appendLog(run, text),
        onStep: name => {
          this.#store.appendLog(run, `\n== ${name}\n`);
          this.#store.update(run, { message: name }).catch(() => undefined);
        },
      });
      await this.#finish(run, 'passed', `Built ${image}`);
      log(`${title}: passed`);
    } catch (error) {
      if (!this.#stop.signal.aborted) {
        const text = String(error instanceof Error ? error.message : error);
        const message = text.replaceAll(host.password, '***');
        this.#store.appendLog(run, `\n${message}\n`);
        await this.#finish(run, 'failed', message);
        log(
          `${title}: failed: ${message}; see ${host.url}/ci/${run.owner}/${run.name}/runs/${run.number}`,
        );
      }
    }
  }

  async #finish(
    run: CiRun,
    status: 'passed' | 'failed',
    message: string,
  ): Promise<void> {
    const finishedAt = new Date().toISOString();
    await this.#store.update(run, { status, message, finishedAt });
  }
}

/** Whether a commit has what the golden path's repositories have. */
async function isGenerated(
  host: GitHost,
  repository: RepositoryName,
  sha: string,
): Promise<boolean> {
  const files = await Promise.all(
    ['package.json', 'ops/charts/Chart.yaml'].map(path =>
      host.readFile(repository, sha, path),
    ),
  );
  return files.every(file => file !== undefined);
}
