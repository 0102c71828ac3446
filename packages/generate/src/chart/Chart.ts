import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { Answers } from '../Answers';
import { renderSkeleton } from '../renderSkeleton';
import { KubernetesObject, kubernetesObjectSchema } from './KubernetesObject';

/** A commit, as `git rev-parse HEAD` prints it. */
export const COMMIT = '0f3c5d7e9b1a2c4d6e8f0a1b2c3d4e5f60718293';

/** What a helm command is asked for, beside the environment's values. */
export type ChartRequest = {
  environment?: 'dev' | 'staging' | 'prod';
  /** Values on top of the environment's, as in a further file. */
  values?: object;
  /** Values as they are typed after --set. */
  set?: readonly string[];
  namespace?: string;
};

/** The chart of a repository that the template made from some answers. */
export class Chart {
  readonly folder: string;
  readonly #helm: string;

  private constructor(folder: string, helm: string) {
    this.folder = folder;
    this.#helm = helm;
  }

  /** Makes the repository, in a folder of its own. */
  static async create(options: {
    helm: string;
    answers?: Answers;
  }): Promise<Chart> {
    const folder = await mkdtemp(join(tmpdir(), 'chart-'));
    await renderSkeleton(
      {
        name: 'visit-tracker',
        owner: 'group:default/team-a',
        repoUrl: 'github.com?owner=acme&repo=visit-tracker',
        ...options.answers,
      },
      folder,
    );
    return new Chart(folder, options.helm);
  }

  /** The objects of an installation that runs COMMIT. */
  objects(request: ChartRequest = {}): KubernetesObject[] {
    const output = this.template({
      ...request,
      set: [`imageTag=${COMMIT}`, ...(request.set ?? [])],
    });
    return Chart.parse(output);
  }

  /** What `helm template` prints. */
  template(request: ChartRequest = {}): string {
    const { status, stdout, stderr } = this.#run('template', request);
    if (status !== 0) throw new Error(stderr);
    return stdout;
  }

  /** What `helm lint --strict` says against the chart; empty is good. */
  lint(request: ChartRequest = {}): string {
    const { status, stdout, stderr } = this.#run('lint', request, '--strict');
    return status === 0 ? '' : stdout + stderr;
  }

  /** Why the chart does not render. */
  refusal(request: ChartRequest): string {
    const { status, stdout, stderr } = this.#run('template', {
      ...request,
      set: [`imageTag=${COMMIT}`, ...(request.set ?? [])],
    });
    if (status === 0) throw new Error(`The chart rendered:\n${stdout}`);
    return stderr;
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Reads what `helm template` printed. */
  static parse(output: string): KubernetesObject[] {
    return parseAllDocuments(output)
      .map(document => document.toJS())
      .filter(object => object !== null)
      .map(object => kubernetesObjectSchema.parse(object));
  }

  #run(command: string, request: ChartRequest, ...flags: string[]) {
    const { environment = 'dev', set = [], namespace, values } = request;
    return spawnSync(
      this.#helm,
      [
        command,
        './ops/charts',
        '-f',
        `./ops/charts/env/${environment}/values.yaml`,
        ...(values ? ['-f', '-'] : []),
        ...set.flatMap(assignment => ['--set', assignment]),
        ...(namespace ? ['--namespace', namespace] : []),
        ...flags,
      ],
      {
        cwd: this.folder,
        encoding: 'utf8',
        input: values ? stringify(values) : undefined,
        // No cluster is asked, whatever this machine is connected to
        env: { ...process.env, KUBECONFIG: '/dev/null' },
      },
    );
  }
}
