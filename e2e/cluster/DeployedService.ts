import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Namespace } from './Namespace';
import { run } from './run';

/** The environments that the suite deploys: a standalone Redis, and a Redis Cluster of six. */
export type EnvironmentName = 'dev' | 'prod';

/** A generated service on the cluster, with a working copy of its repository. */
export class DeployedService {
  readonly name: string;
  /** OWNER/NAME on the Git host. */
  readonly repository: string;
  readonly folder: string;
  /** The commit whose image runs; empty until one was built. */
  tag = '';

  constructor(options: { name: string; repository: string; folder: string }) {
    this.name = options.name;
    this.repository = options.repository;
    this.folder = options.folder;
  }

  /** The image as the chart names it, without a tag. */
  get imageRepository(): string {
    return `ghcr.io/${this.repository}`;
  }

  get image(): string {
    return `${this.imageRepository}:${this.tag}`;
  }

  /** The name of an environment's Application. */
  application(environment: EnvironmentName): string {
    return `${this.name}-${environment}`;
  }

  namespace(environment: EnvironmentName): Namespace {
    return new Namespace(
      environment === 'dev' ? this.name : `${this.name}-${environment}`,
    );
  }

  /** What selects the pods of one component. */
  selector(component: 'app' | 'redis'): string {
    return `app.kubernetes.io/name=${this.name},app.kubernetes.io/component=${component}`;
  }

  /** Writes the tag of an environment into the working copy, as CI does. */
  async setTag(environment: EnvironmentName, tag: string): Promise<void> {
    await run('node', ['scripts/set-image-tag.mjs', environment, tag], {
      cwd: this.folder,
    });
  }

  /** Makes the Secret that the chart's NOTES ask for. */
  async makeSecret(environment: EnvironmentName): Promise<void> {
    const password = () => run('openssl', ['rand', '-hex', '24']);
    const namespace = this.namespace(environment);
    const keys = ['redis-password', 'operator-password', 'health-password'];
    const literals = await Promise.all(
      keys.map(async key => [key, await password()]),
    );
    await namespace.apply({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: `${this.name}-redis-auth` },
      stringData: Object.fromEntries(literals),
    });
  }

  /** Runs a script of the repository. */
  script(path: string, ...args: string[]): Promise<string> {
    return run('bash', [path, ...args], { cwd: this.folder });
  }

  /** The pods of `helm test`, which a release that Argo CD made does not run by itself. */
  async chartTests(environment: EnvironmentName): Promise<string> {
    const manifests = await run(
      process.env.HELM_BIN ?? 'helm',
      [
        ...['template', this.name, 'ops/charts'],
        ...['--namespace', this.namespace(environment).name],
        ...['--values', `ops/charts/env/${environment}/values.yaml`],
        ...['--set-string', `imageTag=${this.tag}`],
        ...['health', 'visits', 'networkpolicy'].flatMap(test => [
          '--show-only',
          `templates/tests/${test}.yaml`,
        ]),
      ],
      { cwd: this.folder },
    );
    const file = join(this.folder, '..', `tests-${environment}.yaml`);
    await writeFile(file, manifests);
    return file;
  }
}
