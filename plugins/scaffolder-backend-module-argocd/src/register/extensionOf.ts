import { AppProject } from '../client/schemas';
import { isOwnedBy } from '../render/Owner';
import { ProjectNeeds, projectNeeds } from '../render/renderProject';
import { isNothing, missingNeeds } from './missingNeeds';
import { Registration } from './Registration';

/** What an existing project lacks, and whether it may be added. */
export interface Extension {
  missing: ProjectNeeds;
  isAllowed: boolean;
}

/** What is to be added to a project; undefined when it has all that is needed. */
export function extensionOf(
  { input, owner }: Pick<Registration, 'input' | 'owner'>,
  project: AppProject,
): Extension | undefined {
  const { name, mode } = input.project;
  const missing = missingNeeds(project, projectNeeds(input));
  if (isNothing(missing)) {
    return undefined;
  }
  const isOurs = mode === 'ensure' && isOwnedBy(project.metadata, owner);
  return {
    missing,
    isAllowed: name !== 'default' && (mode === 'merge' || isOurs),
  };
}
