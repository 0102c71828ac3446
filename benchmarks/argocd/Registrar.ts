import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';

/** The least that all integrations take. */
export interface Wish {
  appName: string;
  projectName: string;
  namespace: string;
  repoUrl: string;
  path: string;
}

/** One published way to register an Application from a template. */
export interface Registrar {
  name: string;
  /** Register; throws what the user of a template would see. */
  register(wish: Wish): Promise<void>;
  close(): Promise<void>;
}

/** What a registrar is made with. */
export interface RegistrarOptions {
  config: Config;
  logger: LoggerService;
}
