import {
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { HostedRepository } from './GitHost';
import {
  ownerNameProblem,
  RepositoryName,
  repositoryNameProblem,
} from './RepositoryName';
import { runGit } from './runGit';

const recordSchema = z.object({
  id: z.number(),
  description: z.string(),
  private: z.boolean(),
  createdAt: z.string(),
});

/** Bare repositories on disk: `<home>/<owner>/<name>.git`. */
export class RepositoryStore {
  readonly home: string;

  static async create(
    home: string,
    organisations: string[],
  ): Promise<RepositoryStore> {
    const store = new RepositoryStore(home);
    for (const organisation of organisations) {
      await store.createOrganisation(organisation);
    }
    return store;
  }

  private constructor(home: string) {
    this.home = home;
  }

  async createOrganisation(owner: string): Promise<void> {
    const problem = ownerNameProblem(owner);
    if (problem) {
      throw new Error(problem);
    }
    await mkdir(join(this.home, owner), { recursive: true });
  }

  async hasOrganisation(owner: string): Promise<boolean> {
    return (await this.organisations()).includes(owner);
  }

  async organisations(): Promise<string[]> {
    const entries = await readdir(this.home, { withFileTypes: true });
    return entries.filter(entry => entry.isDirectory()).map(({ name }) => name);
  }

  /** Folder of a repository that exists. */
  directory(repository: RepositoryName): string {
    return join(this.home, repository.owner, `${repository.name}.git`);
  }

  async find(
    repository: RepositoryName,
  ): Promise<HostedRepository | undefined> {
    const { owner, name } = repository;
    if (ownerNameProblem(owner) || repositoryNameProblem(name)) {
      return undefined;
    }
    const file = join(this.directory(repository), 'sandbox.json');
    const text = await readFile(file, 'utf8').catch(() => undefined);
    return text === undefined
      ? undefined
      : { owner, name, ...recordSchema.parse(JSON.parse(text)) };
  }

  async list(owner?: string): Promise<HostedRepository[]> {
    const owners = owner ? [owner] : await this.organisations();
    const found = await Promise.all(
      owners.map(async each => {
        const names = await readdir(join(this.home, each));
        return Promise.all(
          names
            .filter(name => name.endsWith('.git'))
            .map(name => this.find({ owner: each, name: name.slice(0, -4) })),
        );
      }),
    );
    return found.flat().filter(repository => repository !== undefined);
  }

  async create(
    repository: RepositoryName,
    options: { description?: string; private?: boolean } = {},
  ): Promise<HostedRepository> {
    const problem = repositoryNameProblem(repository.name);
    if (problem) {
      throw new Error(problem);
    }
    const directory = this.directory(repository);
    const others = await this.list();
    const record = {
      id: Math.max(0, ...others.map(({ id }) => id)) + 1,
      description: options.description ?? '',
      private: options.private ?? false,
      createdAt: new Date().toISOString(),
    };
    // Made aside, then moved: a repository is there whole or not at all.
    const aside = join(this.home, repository.owner, `.${repository.name}.new`);
    await rm(aside, { recursive: true, force: true });
    await mkdir(aside, { recursive: true });
    await runGit(['init', '--quiet', '--bare', '--initial-branch=main', aside]);
    await writeFile(join(aside, 'sandbox.json'), JSON.stringify(record));
    await rename(aside, directory);
    return { ...repository, ...record };
  }

  async remove(repository: RepositoryName): Promise<void> {
    await rm(this.directory(repository), { recursive: true, force: true });
  }
}
