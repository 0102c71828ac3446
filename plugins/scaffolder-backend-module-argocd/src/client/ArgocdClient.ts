import { z } from 'zod/v3';
import { ApplicationKey } from './ApplicationKey';
import { ArgocdSession } from './ArgocdSession';
import { ArgocdTransport } from './ArgocdTransport';
import {
  applicationPath,
  applicationSetPath,
  projectPath,
  repositoryPath,
  scopeOf,
} from './paths';
import { Redactor } from './Redactor';
import {
  applicationListSchema,
  applicationSchema,
  applicationSetSchema,
  managedResourcesSchema,
  projectSchema,
  repositorySchema,
} from './schemas';
import { syncWindowsSchema } from './syncWindowSchemas';

const anything = z.unknown();

/** Argo CD's REST API, as far as it is needed. */
export class ArgocdClient {
  readonly #transport: ArgocdTransport;

  static create(session: ArgocdSession, redactor: Redactor): ArgocdClient {
    return new ArgocdClient(ArgocdTransport.create(session, redactor));
  }

  private constructor(transport: ArgocdTransport) {
    this.#transport = transport;
  }

  get instance() {
    return this.#transport.instance;
  }

  async version(signal: AbortSignal): Promise<string> {
    const schema = z.object({ Version: z.string() });
    const answer = await this.#get(schema, '/api/version', signal);
    return answer.Version;
  }

  async userName(signal: AbortSignal): Promise<string | undefined> {
    const schema = z.object({ username: z.string().optional() });
    const path = '/api/v1/session/userinfo';
    const answer = await this.#get(schema, path, signal);
    return answer.username;
  }

  async canI(
    resource: string,
    action: string,
    object: string,
    signal: AbortSignal,
  ): Promise<boolean> {
    const schema = z.object({ value: z.string() });
    const path = `/api/v1/account/can-i/${resource}/${action}`;
    const answer = await this.#get(
      schema,
      `${path}/${encodeURIComponent(object)}`,
      signal,
    );
    return answer.value === 'yes';
  }

  /** Names of the clusters that the account may see; none when it may see none. */
  async clusterNames(signal: AbortSignal): Promise<string[]> {
    const schema = z.object({
      items: z.array(z.object({ name: z.string() })).nullish(),
    });
    const answer = await this.#get(schema, '/api/v1/clusters', signal);
    return (answer.items ?? []).map(({ name }) => name);
  }

  getProject(name: string, signal: AbortSignal) {
    return this.#get(projectSchema, projectPath(name), signal);
  }

  createProject(project: unknown, signal: AbortSignal) {
    return this.#transport.call(projectSchema, {
      method: 'POST',
      path: '/api/v1/projects',
      body: { project, upsert: false },
      signal,
    });
  }

  updateProject(name: string, project: unknown, signal: AbortSignal) {
    return this.#transport.call(projectSchema, {
      method: 'PUT',
      path: projectPath(name),
      body: { project },
      signal,
    });
  }

  async deleteProject(name: string, signal: AbortSignal): Promise<void> {
    await this.#delete(projectPath(name), signal);
  }

  getRepository(
    repoUrl: string,
    options: { project?: string; forceRefresh?: boolean },
    signal: AbortSignal,
  ) {
    return this.#transport.call(repositorySchema, {
      method: 'GET',
      path: repositoryPath(repoUrl),
      query: {
        appProject: options.project,
        forceRefresh: options.forceRefresh ? 'true' : undefined,
      },
      signal,
    });
  }

  createRepository(
    repository: Record<string, unknown>,
    options: { upsert: boolean },
    signal: AbortSignal,
  ) {
    return this.#transport.call(repositorySchema, {
      method: 'POST',
      path: '/api/v1/repositories',
      query: { upsert: options.upsert ? 'true' : undefined },
      body: repository,
      signal,
    });
  }

  async deleteRepository(
    repoUrl: string,
    project: string | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#delete(repositoryPath(repoUrl), signal, {
      appProject: project,
    });
  }

  getApplication(
    key: ApplicationKey,
    signal: AbortSignal,
    options: { refresh?: boolean } = {},
  ) {
    return this.#transport.call(applicationSchema, {
      method: 'GET',
      path: applicationPath(key),
      query: {
        ...scopeOf(key),
        refresh: options.refresh ? 'normal' : undefined,
      },
      signal,
    });
  }

  async listApplications(
    { name, project, appNamespace }: Partial<ApplicationKey>,
    signal: AbortSignal,
  ) {
    const { items } = await this.#get(
      applicationListSchema,
      '/api/v1/applications',
      signal,
      { name, projects: project, appNamespace },
    );
    return items ?? [];
  }

  /** The objects of a kind; masked where they hold secrets. */
  async listManagedResources(
    key: ApplicationKey,
    kind: string,
    signal: AbortSignal,
  ) {
    const path = applicationPath(key, '/managed-resources');
    const query = { ...scopeOf(key), kind };
    const { items } = await this.#get(
      managedResourcesSchema,
      path,
      signal,
      query,
    );
    return items ?? [];
  }

  createApplication(
    application: unknown,
    options: { validate: boolean },
    signal: AbortSignal,
  ) {
    return this.#transport.call(applicationSchema, {
      method: 'POST',
      path: '/api/v1/applications',
      query: { validate: String(options.validate) },
      body: application,
      signal,
    });
  }

  updateApplication(
    key: ApplicationKey,
    application: unknown,
    options: { validate: boolean },
    signal: AbortSignal,
  ) {
    return this.#transport.call(applicationSchema, {
      method: 'PUT',
      path: applicationPath(key),
      query: { validate: String(options.validate), project: key.project },
      body: application,
      signal,
    });
  }

  getSyncWindows(key: ApplicationKey, signal: AbortSignal) {
    const path = applicationPath(key, '/syncwindows');
    return this.#get(syncWindowsSchema, path, signal, scopeOf(key));
  }

  async syncApplication(
    key: ApplicationKey,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#transport.call(anything, {
      method: 'POST',
      path: applicationPath(key, '/sync'),
      body: scopeOf(key),
      signal,
    });
  }

  async terminateOperation(
    key: ApplicationKey,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#delete(
      applicationPath(key, '/operation'),
      signal,
      scopeOf(key),
    );
  }

  async deleteApplication(
    key: ApplicationKey,
    options: { cascade: boolean },
    signal: AbortSignal,
  ): Promise<void> {
    const query = { ...scopeOf(key), cascade: String(options.cascade) };
    await this.#delete(applicationPath(key), signal, query);
  }

  getApplicationSet(name: string, signal: AbortSignal) {
    const path = applicationSetPath(name);
    return this.#get(applicationSetSchema, path, signal);
  }

  createApplicationSet(
    applicationSet: unknown,
    options: { upsert?: boolean; dryRun?: boolean },
    signal: AbortSignal,
  ) {
    return this.#transport.call(applicationSetSchema, {
      method: 'POST',
      path: '/api/v1/applicationsets',
      query: {
        upsert: options.upsert ? 'true' : undefined,
        dryRun: options.dryRun ? 'true' : undefined,
      },
      body: applicationSet,
      signal,
    });
  }

  async deleteApplicationSet(name: string, signal: AbortSignal): Promise<void> {
    await this.#delete(applicationSetPath(name), signal);
  }

  #get<T extends z.ZodTypeAny>(
    schema: T,
    path: string,
    signal: AbortSignal,
    query: Record<string, string | undefined> = {},
  ): Promise<z.output<T>> {
    return this.#transport.call(schema, { method: 'GET', path, query, signal });
  }

  async #delete(
    path: string,
    signal: AbortSignal,
    query: Record<string, string | undefined> = {},
  ): Promise<void> {
    const request = { method: 'DELETE', path, query, signal } as const;
    await this.#transport.call(anything, request);
  }
}
