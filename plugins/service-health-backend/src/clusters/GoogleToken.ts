import { ServiceUnavailableError } from '@backstage/errors';

const scope = 'https://www.googleapis.com/auth/cloud-platform';

/**
 * Access tokens of a Google service account: the configured one, else the one
 * that the portal runs as.
 */
export class GoogleToken {
  readonly #credentials: string | undefined;
  #reader: Promise<() => Promise<string | null | undefined>> | undefined;

  static create(credentials: string | undefined): GoogleToken {
    return new GoogleToken(credentials);
  }

  private constructor(credentials: string | undefined) {
    this.#credentials = credentials;
  }

  /** A token that is valid now; Google's own client keeps and renews it. */
  async read(): Promise<string> {
    this.#reader ??= this.#createReader();
    const read = await this.#reader;
    const token = await read();
    if (!token) {
      throw new ServiceUnavailableError(
        'Cannot get a Google access token: set "kubernetes.googleServiceAccountCredentials", or run the portal as a service account',
      );
    }
    return token;
  }

  async #createReader() {
    // Large, and of no use to a portal without GKE.
    const { GoogleAuth } = await import('google-auth-library');
    const auth = new GoogleAuth({
      scopes: [scope],
      ...(this.#credentials === undefined
        ? {}
        : { credentials: JSON.parse(this.#credentials) }),
    });
    return () => auth.getAccessToken();
  }
}
