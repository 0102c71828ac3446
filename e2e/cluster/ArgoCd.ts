import { z } from 'zod';
import { ClusterEnvironment } from './ClusterEnvironment';

const applicationSchema = z.object({
  spec: z.looseObject({ syncPolicy: z.looseObject({}).optional() }),
  status: z.looseObject({
    sync: z.looseObject({
      status: z.string(),
      revision: z.string().optional(),
    }),
    health: z.looseObject({ status: z.string().optional() }),
    history: z
      .array(z.looseObject({ id: z.number().default(0), revision: z.string() }))
      .optional(),
  }),
});

/** An Application, as far as the suite reads it. */
export type Application = z.infer<typeof applicationSchema>;

/** The REST interface of Argo CD. */
export class ArgoCd {
  readonly #environment: ClusterEnvironment;

  constructor(environment: ClusterEnvironment) {
    this.#environment = environment;
  }

  async version(): Promise<string> {
    return z
      .object({ Version: z.string() })
      .parse(await this.call('GET', '/api/version')).Version;
  }

  /** Reads an Application, after a look at the repository where `refresh` is set. */
  async application(name: string, refresh = false): Promise<Application> {
    return applicationSchema.parse(
      await this.call(
        'GET',
        `/api/v1/applications/${name}${refresh ? '?refresh=normal' : ''}`,
      ),
    );
  }

  /** Whether an Application runs a commit, and is Synced and Healthy. */
  async isSettled(name: string, commit: string): Promise<boolean> {
    const { status } = await this.application(name, true);
    return (
      status.sync.status === 'Synced' &&
      status.sync.revision === commit &&
      status.health.status === 'Healthy'
    );
  }

  /** Switches the automated sync of an Application off or on. */
  async setAutomated(name: string, automated: boolean): Promise<void> {
    await this.call('PATCH', `/api/v1/applications/${name}`, {
      name,
      patchType: 'merge',
      patch: JSON.stringify({
        spec: {
          syncPolicy: { automated: automated ? { selfHeal: true } : null },
        },
      }),
    });
  }

  /** Goes back to an entry of the history. */
  async rollback(name: string, id: number): Promise<void> {
    await this.call('POST', `/api/v1/applications/${name}/rollback`, {
      name,
      id,
    });
  }

  /** Sends a request; the answer's JSON. */
  async call(method: string, path: string, body?: object): Promise<unknown> {
    const { argocdUrl, argocdToken } = this.#environment;
    const response = await fetch(`${argocdUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${argocdToken}`,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(
        `Argo CD answered ${response.status} to ${method} ${path}: ${text}`,
      );
    }
    return text === '' ? undefined : JSON.parse(text);
  }
}
