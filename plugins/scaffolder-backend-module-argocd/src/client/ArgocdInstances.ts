import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ArgocdInstanceConfig } from '../config/ArgocdInstanceConfig';
import { readArgocdInstances } from '../config/readArgocdInstances';
import { ArgocdClient } from './ArgocdClient';
import { ArgocdSession } from './ArgocdSession';
import { Redactor } from './Redactor';

/** The configured instances, each with one connection that all tasks share. */
export class ArgocdInstances {
  readonly #sessions: ArgocdSession[];

  static fromConfig(config: Config): ArgocdInstances {
    return new ArgocdInstances(
      readArgocdInstances(config).map(ArgocdSession.create),
    );
  }

  private constructor(sessions: ArgocdSession[]) {
    this.#sessions = sessions;
  }

  list(): ArgocdInstanceConfig[] {
    return this.#sessions.map(session => session.instance);
  }

  /** The named instance, or the first one. */
  client(name: string | undefined, redactor: Redactor): ArgocdClient {
    const session = name
      ? this.#sessions.find(({ instance }) => instance.name === name)
      : this.#sessions[0];
    if (session) {
      return ArgocdClient.create(session, redactor);
    }
    const names = this.list().map(instance => `"${instance.name}"`);
    throw new InputError(
      names.length === 0
        ? 'Cannot reach Argo CD: no instance is configured under argocd.appLocatorMethods'
        : `Cannot find an Argo CD instance named "${name}": choose one of ${names.join(
            ', ',
          )}`,
    );
  }

  async close(): Promise<void> {
    await Promise.all(this.#sessions.map(session => session.close()));
  }
}
