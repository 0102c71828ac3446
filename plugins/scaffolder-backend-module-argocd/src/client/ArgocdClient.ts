import { z } from 'zod/v3';
import { ArgocdSession } from './ArgocdSession';
import { ArgocdTransport } from './ArgocdTransport';
import { Redactor } from './Redactor';
import {
  applicationListSchema,
  applicationSchema,
  applicationSetSchema,
  projectSchema,
  repositorySchema,
} from './schemas';

const anything = z.unknown();

/** Which Application is meant; the project tells a missing from a forbidden one. */
export interface ApplicationKey {
  name: string;
  project: string;
  appNamespace?: string;
}

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
    const answer = await this.#transport.call(schema, {
      method: 'GET',
      path: '/api/version',
      signal,
    });
    return answer.Version;
  }

  async userName(signal: AbortSignal): Promise<string | undefined> {
    const schema = z.object({ username: z.string().optional() });
    const answer = await this.#transport.call(schema, {
      method: 'GET',
      path: '/api/v1/session/userinfo',
      signal,
    });
    return answer.username;
  }

  async canI(
    resource: string,
    action: string,
    object: string,
    signal: AbortSignal,
  ): Promise<boolean> {
    const answer = await this.#transport.call(z.object({ value: z.string() }), {
      method: 'GET',
      path: `/api/v1/account/can-i/${resource}/${action}/${encodeURIComponent(
        object,
      )}`,
      signal,
    });
    return answer.value === 'yes';
  }

  async clusterNames(signal: AbortSignal): Promise<string[]> {
    const schema = z.object({
      items: z.array(z.object({ name: z.string() })).nullish(),
    });
    const answer = await this.#transport.call(schema, {
      method: 'GET',
      path: '/api/v1/clusters',
      signal,
    });
    return (answer.items ?? []).map(({ name }) => name);
  }

  getProject(name: string, signal: AbortSignal) {
    const path = `/api/v1/projects/${encodeURIComponent(name)}`;
    return this.#transport.call(projectSchema, { method: 'GET', path, signal });
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
      path: `/api/v1/projects/${encodeURIComponent(name)}`,
      body: { project },
      signal,
    });
  }

  async deleteProject(name: string, signal: AbortSignal): Promise<void> {
    const path = `/api/v1/projects/${encodeURIComponent(name)}`;
    await this.#transport.call(anything, { method: 'DELETE', path, signal });
  }

  getRepository(
    repoUrl: string,
    options: { project?: string; forceRefresh?: boolean },
    signal: AbortSignal,
  ) {
    return this.#transport.call(repositorySchema, {
      method: 'GET',
      path: `/api/v1/repositories/${encodeURIComponent(repoUrl)}`,
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
    await this.#transport.call(anything, {
      method: 'DELETE',
      path: `/api/v1/repositories/${encodeURIComponent(repoUrl)}`,
      query: { appProject: project },
      signal,
    });
  }

  getApplication(
    key: ApplicationKey,
    signal: AbortSignal,
    options: { refresh?: boolean } = {},
  ) {
    return this.#transport.call(applicationSchema, {
      method: 'GET',
      path: `/api/v1/applications/${encodeURIComponent(key.name)}`,
      query: {
        project: key.project,
        appNamespace: key.appNamespace,
        refresh: options.refresh ? 'normal' : undefined,
      },
      signal,
    });
  }

  async listApplications(
    query: { name?: string; project?: string; appNamespace?: string },
    signal: AbortSignal,
  ) {
    const { items } = await this.#transport.call(applicationListSchema, {
      method: 'GET',
      path: '/api/v1/applications',
      query: {
        name: query.name,
        projects: query.project,
        appNamespace: query.appNamespace,
      },
      signal,
    });
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
      path: `/api/v1/applications/${encodeURIComponent(key.name)}`,
      query: { validate: String(options.validate), project: key.project },
      body: application,
      signal,
    });
  }

  async syncApplication(
    key: ApplicationKey,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#transport.call(anything, {
      method: 'POST',
      path: `/api/v1/applications/${encodeURIComponent(key.name)}/sync`,
      body: { project: key.project, appNamespace: key.appNamespace },
      signal,
    });
  }

  async terminateOperation(
    key: ApplicationKey,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#transport.call(anything, {
      method: 'DELETE',
      path: `/api/v1/applications/${encodeURIComponent(key.name)}/operation`,
      query: { project: key.project, appNamespace: key.appNamespace },
      signal,
    });
  }

  async deleteApplication(
    key: ApplicationKey,
    options: { cascade: boolean },
    signal: AbortSignal,
  ): Promise<void> {
    await this.#transport.call(anything, {
      method: 'DELETE',
      path: `/api/v1/applications/${encodeURIComponent(key.name)}`,
      query: {
        project: key.project,
        appNamespace: key.appNamespace,
        cascade: String(options.cascade),
      },
      signal,
    });
  }

  getApplicationSet(name: string, signal: AbortSignal) {
    const path = `/api/v1/applicationsets/${encodeURIComponent(name)}`;
    return this.#transport.call(applicationSetSchema, {
      method: 'GET',
      path,
      signal,
    });
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
    const path = `/api/v1/applicationsets/${encodeURIComponent(name)}`;
    await this.#transport.call(anything, { method: 'DELETE', path, signal });
  }
}
