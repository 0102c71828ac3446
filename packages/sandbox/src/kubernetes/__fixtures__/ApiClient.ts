import { OpenWatch } from './OpenWatch';

/** An answer of the API server. */
export interface ApiAnswer {
  status: number;
  headers: Headers;
  body: any;
}

/** Asks the double, or a real API server, over HTTP. */
export class ApiClient {
  constructor(readonly url: string, readonly token: string) {}

  async send(
    method: string,
    path: string,
    options: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<ApiAnswer> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(this.token ? { Authorization: `Bearer ${this.token}` } : {}),
        'Content-Type': 'application/json',
        ...options.headers,
      },
      body:
        options.body === undefined ? undefined : JSON.stringify(options.body),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : text,
    };
  }

  get(path: string, headers?: Record<string, string>): Promise<ApiAnswer> {
    return this.send('GET', path, { headers });
  }

  /** Opens a watch; its events are gathered while it is open. */
  async watch(
    path: string,
    headers: Record<string, string> = {},
  ): Promise<OpenWatch> {
    const controller = new AbortController();
    const separator = path.includes('?') ? '&' : '?';
    const response = await fetch(`${this.url}${path}${separator}watch=1`, {
      headers: { Authorization: `Bearer ${this.token}`, ...headers },
      signal: controller.signal,
    });
    return new OpenWatch(response, controller);
  }
}
