import { readFile } from 'node:fs/promises';
import { InputError, isError } from '@backstage/errors';
import { Agent, fetch } from 'undici';
import { ArgocdInstanceConfig } from '../config/ArgocdInstanceConfig';
import { ArgocdConnectionError } from './ArgocdConnectionError';
import { ArgocdResponseError } from './ArgocdResponseError';
import { RawResponse, readRawResponse } from './readRawResponse';
import { untilAborted } from './untilAborted';

/** A request, with a path whose parts are encoded already. */
export interface ArgocdRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  query?: Record<string, string | undefined>;
  body?: unknown;
  signal: AbortSignal;
}

/** The connection to one instance: its certificates, its token, its time-out. */
export class ArgocdSession {
  readonly instance: ArgocdInstanceConfig;
  #agent: Promise<Agent> | undefined;
  #login: Promise<string> | undefined;

  static create(instance: ArgocdInstanceConfig): ArgocdSession {
    return new ArgocdSession(instance);
  }

  private constructor(instance: ArgocdInstanceConfig) {
    this.instance = instance;
  }

  /** Secrets that must never be shown. */
  secrets(): (string | undefined)[] {
    return [this.instance.token, this.instance.password];
  }

  /** Send once; a session that ended is opened again once. */
  async send(
    request: ArgocdRequest,
    onSecret: (secret: string) => void,
  ): Promise<RawResponse> {
    const login = this.#login;
    const token = await this.#token(request.signal, onSecret);
    const response = await this.#exchange(request, token);
    if (response.status !== 401 || !login || !this.instance.username) {
      return response;
    }
    if (this.#login === login) {
      this.#login = undefined;
    }
    const fresh = await this.#token(request.signal, onSecret);
    return this.#exchange(request, fresh);
  }

  /** Close idle connections. */
  async close(): Promise<void> {
    const agent = await this.#agent;
    await agent?.destroy();
  }

  async #token(
    signal: AbortSignal,
    onSecret: (secret: string) => void,
  ): Promise<string> {
    const { token, tokenFile, username, password, name } = this.instance;
    let found = token;
    if (tokenFile) {
      found = (await readFile(tokenFile, 'utf8')).trim();
    }
    if (!found && username && password) {
      this.#login ??= this.#openSession(username, password);
      found = await untilAborted(this.#login, signal);
    }
    if (!found) {
      throw new InputError(
        `Cannot call Argo CD "${name}": set token, tokenFile, or username and password for the instance in argocd.appLocatorMethods`,
      );
    }
    onSecret(found);
    return found;
  }

  /** One login for all tasks that wait for it, so none of them may cancel it. */
  async #openSession(username: string, password: string): Promise<string> {
    try {
      return await this.#logIn(username, password);
    } catch (error) {
      // Forget it, so that a later task may try again: never at once, since
      // Argo CD locks an account after five failures.
      this.#login = undefined;
      throw error;
    }
  }

  async #logIn(username: string, password: string): Promise<string> {
    const response = await this.#exchange({
      method: 'POST',
      path: '/api/v1/session',
      body: { username, password },
      signal: new AbortController().signal,
    });
    const { json } = response;
    const token =
      typeof json === 'object' && json !== null && 'token' in json
        ? json.token
        : undefined;
    if (response.status === 200 && typeof token === 'string') {
      return token;
    }
    throw new ArgocdResponseError({
      status: response.status,
      argocdMessage: response.message,
      isFromApi: response.isFromApi,
    });
  }

  async #exchange(request: ArgocdRequest, token?: string) {
    const { url, timeoutMs } = this.instance;
    const target = new URL(`${url}${request.path}`);
    for (const [key, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined) {
        target.searchParams.set(key, value);
      }
    }
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(target, {
        method: request.method,
        dispatcher: await this.#dispatcher(),
        // A redirect means a sign-in page in front: following it would send
        // the token to another place, or take HTML for an answer.
        redirect: 'manual',
        signal: AbortSignal.any([request.signal, timeout]),
        headers: {
          Accept: 'application/json',
          // Exactly this: with a charset, or without it on DELETE, Argo CD
          // answers 415.
          'Content-Type': 'application/json',
          ...(token ? { Authorization: `Bearer ${token}` } : {}),
        },
        body:
          request.body === undefined ? undefined : JSON.stringify(request.body),
      });
      return await readRawResponse(response);
    } catch (error) {
      request.signal.throwIfAborted();
      if (timeout.aborted) {
        throw new ArgocdConnectionError(
          'TIMEOUT',
          `no answer within ${timeoutMs / 1000} s`,
        );
      }
      throw connectionError(error);
    }
  }

  async #dispatcher(): Promise<Agent> {
    this.#agent ??= this.#createAgent();
    return this.#agent.catch(error => {
      this.#agent = undefined;
      throw error;
    });
  }

  async #createAgent(): Promise<Agent> {
    const { caData, caFile } = this.instance;
    const ca = caFile ? await readFile(caFile, 'utf8') : caData;
    return new Agent({ connect: ca ? { ca } : {}, keepAliveTimeout: 5_000 });
  }
}

function connectionError(error: unknown): unknown {
  if (error instanceof ArgocdConnectionError || !isError(error)) {
    return error;
  }
  const cause = isError(error.cause) ? error.cause : error;
  const code = typeof cause.code === 'string' ? cause.code : 'NETWORK';
  return new ArgocdConnectionError(code, brief(cause.message || error.message));
}

/** OpenSSL's own words, without its numbers and source files. */
function brief(message: string): string {
  const [, reason] = /^\w+:error:[^:]*:[^:]*:[^:]*:([^:]+)/.exec(message) ?? [];
  return (reason ?? message).trim();
}
