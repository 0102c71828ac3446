import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const keptPerRepository = 5;

/**
 * What stands in for an image registry: for each image a folder that holds
 * what the Dockerfile of the golden path would put into it.
 */
export class ImageStore {
  readonly #home: string;

  static create(home: string): ImageStore {
    return new ImageStore(home);
  }

  private constructor(home: string) {
    this.#home = home;
  }

  /** Folder of an image such as `ghcr.io/acme/visits:<tag>`; undefined when it was never built. */
  find(image: string): string | undefined {
    const directory = this.#directory(image);
    return directory && existsSync(join(directory, 'server.js'))
      ? directory
      : undefined;
  }

  /** Take the files of a build as an image. */
  async add(image: string, build: string): Promise<void> {
    const directory = this.#directory(image);
    if (!directory) {
      throw new Error(`Cannot keep the image "${image}": it is no valid name`);
    }
    const aside = `${directory}.new`;
    await rm(aside, { recursive: true, force: true });
    await mkdir(aside, { recursive: true });
    await cp(build, aside, { recursive: true, verbatimSymlinks: true });
    await rm(directory, { recursive: true, force: true });
    await rename(aside, directory);
    await this.#prune(join(directory, '..'));
  }

  #directory(image: string): string | undefined {
    const match = /^([\w.-]+(?:\/[\w.-]+)*):([\w][\w.-]{0,127})$/.exec(image);
    const [, repository = '', tag = ''] = match ?? [];
    return match && !repository.split('/').some(part => /^\.+$/.test(part))
      ? join(this.#home, repository, tag)
      : undefined;
  }

  async #prune(repository: string): Promise<void> {
    const names = await readdir(repository);
    const dated = await Promise.all(
      names.map(async name => {
        const directory = join(repository, name);
        return { directory, at: (await stat(directory)).mtimeMs };
      }),
    );
    const old = dated
      .sort((a, b) => b.at - a.at)
      .slice(keptPerRepository)
      .map(({ directory }) => directory);
    await Promise.all(
      old.map(directory => rm(directory, { recursive: true, force: true })),
    );
  }
}
