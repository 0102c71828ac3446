import { RegisterInput } from '../input/schemas';

/** A line of Argo CD's policy, without its subject. */
export type Right = [resource: string, action: string, object: string];

/** What Argo CD has already, as far as it decides on rights. */
export interface KnownState {
  hasProject: boolean;
  hasApplication: boolean;
}

/** Rights without which nothing can be looked up. */
export function rightsToRead(input: RegisterInput): Right[] {
  return [
    ['projects', 'get', input.project.name],
    [kindOf(input), 'get', objectOf(input)],
    ...repositoryRights(input, 'get'),
  ];
}

/** Rights to make what is missing. */
export function rightsToWrite(
  input: RegisterInput,
  { hasProject, hasApplication }: KnownState,
): Right[] {
  const { name, mode } = input.project;
  return [
    ...(hasProject || mode === 'require'
      ? []
      : [['projects', 'create', name] satisfies Right]),
    ...(hasApplication
      ? []
      : [[kindOf(input), 'create', objectOf(input)] satisfies Right]),
    ...(input.sync.automated || input.applicationSet
      ? []
      : [['applications', 'sync', objectOf(input)] satisfies Right]),
    ...repositoryRights(input, 'create'),
  ];
}

/** Rights to take back on failure what this run makes. */
export function rightsToUndo(
  input: RegisterInput,
  { hasProject, hasApplication }: KnownState,
): Right[] {
  const { name, mode } = input.project;
  return [
    ...(hasApplication
      ? []
      : [[kindOf(input), 'delete', objectOf(input)] satisfies Right]),
    ...(hasProject || mode === 'require'
      ? []
      : [['projects', 'delete', name] satisfies Right]),
    ...repositoryRights(input, 'delete'),
  ];
}

function repositoryRights(input: RegisterInput, action: string): Right[] {
  if (input.repository.type === 'inherit') {
    return [];
  }
  const urls = new Set(input.sources.map(({ repoUrl }) => repoUrl));
  const prefix =
    input.repositoryScope === 'project' ? `${input.project.name}/` : '';
  return [...urls].map(url => ['repositories', action, `${prefix}${url}`]);
}

function kindOf(input: RegisterInput): string {
  return input.applicationSet ? 'applicationsets' : 'applications';
}

function objectOf({ project, name }: RegisterInput): string {
  return `${project.name}/${name}`;
}
