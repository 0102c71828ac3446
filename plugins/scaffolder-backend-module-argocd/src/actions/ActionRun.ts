import { JsonValue } from '@backstage/types';
import { InputError, NotAllowedError } from '@backstage/errors';
import { PermissionsService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { ArgocdClient } from '../client/ArgocdClient';
import { ArgocdInstances } from '../client/ArgocdInstances';
import { explainFailure } from '../client/explainFailure';
import { Redactor } from '../client/Redactor';
import { Owner } from '../render/Owner';

/** What every action is made with. */
export interface ActionDependencies {
  instances: ArgocdInstances;
  permissions: PermissionsService;
}

type Context = Pick<
  ActionContext<{}, {}>,
  | 'logger'
  | 'secrets'
  | 'signal'
  | 'task'
  | 'templateInfo'
  | 'isDryRun'
  | 'getInitiatorCredentials'
>;

/** One run of an action: the only way from it to logs, outputs and secrets. */
export class ActionRun {
  readonly client: ArgocdClient;
  readonly signal: AbortSignal;
  readonly #redactor: Redactor;
  readonly #context: Context;
  readonly #permissions: PermissionsService;

  static start(
    context: Context,
    dependencies: ActionDependencies,
    instance: string | undefined,
  ): ActionRun {
    const redactor = Redactor.create();
    Object.values(context.secrets ?? {}).forEach(secret =>
      redactor.add(secret),
    );
    const client = dependencies.instances.client(instance, redactor);
    return new ActionRun(context, dependencies.permissions, redactor, client);
  }

  private constructor(
    context: Context,
    permissions: PermissionsService,
    redactor: Redactor,
    client: ArgocdClient,
  ) {
    this.#context = context;
    this.#permissions = permissions;
    this.#redactor = redactor;
    this.client = client;
    this.signal = context.signal ?? new AbortController().signal;
  }

  get instance() {
    return this.client.instance;
  }

  get isDryRun(): boolean {
    return this.#context.isDryRun === true;
  }

  owner(entityRef: string | undefined): Owner {
    return {
      taskId: this.#context.task.id,
      templateRef: this.#context.templateInfo?.entityRef,
      entityRef,
    };
  }

  info(line: string): void {
    this.#context.logger.info(this.#redactor.redact(line));
  }

  warn(line: string): void {
    this.#context.logger.warn(this.#redactor.redact(line));
  }

  /** A value for an output, without secrets. */
  clean<T extends JsonValue | undefined>(value: T): T {
    return value === undefined
      ? value
      : JSON.parse(JSON.stringify(value), (_key, item) =>
          typeof item === 'string' ? this.#redactor.redact(item) : item,
        );
  }

  /** The value of a task secret, chosen by its key. */
  secret(key: string): string {
    const value = this.#context.secrets?.[key];
    if (!value) {
      throw new InputError(
        `Cannot find a task secret with the key "${key}": give the template a field that stores it in secrets, or correct the key`,
      );
    }
    this.#redactor.add(value);
    return value;
  }

  /** Ask whether the one who started the task may do this. */
  async authorize(permission: BasicPermission): Promise<void> {
    const credentials = await this.#context.getInitiatorCredentials();
    const [decision] = await this.#permissions.authorize([{ permission }], {
      credentials,
    });
    if (decision?.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `Cannot continue: the permission "${permission.name}" is denied to you; ask the portal's administrator for it`,
      );
    }
  }

  /** Do something, and explain a failure of it. */
  async attempt<T>(doing: string, task: () => Promise<T>): Promise<T> {
    try {
      return await task();
    } catch (error) {
      this.signal.throwIfAborted();
      throw this.explain(error, doing);
    }
  }

  explain(error: unknown, doing: string): unknown {
    const explained = explainFailure(error, doing, this.instance);
    if (explained instanceof Error) {
      explained.message = this.#redactor.redact(explained.message);
    }
    return explained;
  }
}
