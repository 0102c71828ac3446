import { ApplicationKey } from '../client/ApplicationKey';
import { Registration } from './Registration';

/** The key of the Application that is registered. */
export function applicationKey({ input }: Registration): ApplicationKey {
  return {
    name: input.name,
    project: input.project.name,
    appNamespace: input.appNamespace,
  };
}
