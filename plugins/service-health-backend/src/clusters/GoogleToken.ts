import { ServiceUnavailableError } from '@backstage/errors';
import { GoogleAuth } from 'google-auth-library';

const scope = 'https://www.googleapis.com/auth/cloud-platform';

/**
 * Access tokens of a Google service account: the configured one, else the one
 * that the portal runs as.
 */
export class GoogleToken {
  readonly #credentials: string | undefined;
  #auth: GoogleAuth | undefined;

  static create(credentials: string | undefined): GoogleToken {
    return new GoogleToken(credentials);
  }

  private constructor(credentials: string | undefined) {
    this.#credentials = credentials;
  }

  /** A token that is valid now; Google's own client keeps and renews it. */
  async read(): Promise<string> {
    this.#auth ??= new GoogleAuth({
      scopes: [scope],
      ...(this.#credentials === undefined
        ? {}
        : { credentials: JSON.parse(this.#credentials) }),
    });
    const token = await this.#auth.getAccessToken();
    if (!token) {
      throw new ServiceUnavailableError(
        'Cannot get a Google access token: set "kubernetes.googleServiceAccountCredentials", or run the portal as a service account',
      );
    }
    return token;
  }
}
