import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RepositoryName } from '../git';
import { writeAtomically } from '../process/writeAtomically';
import { CiRun, ciRunSchema } from './CiRun';

/** Builds and their logs on disk: `<home>/<owner>/<name>/<number>.{json,log}`. */
export class RunStore {
  readonly #home: string;
  readonly #runs: CiRun[] = [];

  static async open(home: string): Promise<RunStore> {
    const store = new RunStore(home);
    const files = await readdir(home, { recursive: true }).catch(() => []);
    for (const file of files.filter(each => /\d+\.json$/.test(each))) {
      const text = await readFile(join(home, file), 'utf8');
      store.#runs.push(ciRunSchema.parse(JSON.parse(text)));
    }
    store.#runs.sort((a, b) => a.queuedAt.localeCompare(b.queuedAt));
    return store;
  }

  private constructor(home: string) {
    this.#home = home;
  }

  /** All builds, oldest first. */
  all(): CiRun[] {
    return [...this.#runs];
  }

  /** Builds of one repository, newest first. */
  of(repository: RepositoryName): CiRun[] {
    const { owner, name } = repository;
    return this.#runs
      .filter(run => run.owner === owner && run.name === name)
      .reverse();
  }

  async add(repository: RepositoryName, sha: string): Promise<CiRun> {
    const run: CiRun = {
      owner: repository.owner,
      name: repository.name,
      sha,
      number: (this.of(repository)[0]?.number ?? 0) + 1,
      status: 'queued',
      queuedAt: new Date().toISOString(),
      message: 'Waits for its turn',
    };
    this.#runs.push(run);
    await this.#save(run);
    return run;
  }

  /** Change a build, in place. */
  async update(run: CiRun, change: Partial<CiRun>): Promise<void> {
    Object.assign(run, change);
    await this.#save(run);
  }

  appendLog(run: CiRun, text: string): void {
    const file = this.#file(run, 'log');
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, text);
  }

  log(run: CiRun): string {
    try {
      return readFileSync(this.#file(run, 'log'), 'utf8');
    } catch {
      return '';
    }
  }

  async #save(run: CiRun): Promise<void> {
    await writeAtomically(this.#file(run, 'json'), JSON.stringify(run));
  }

  #file({ owner, name, number }: CiRun, extension: string): string {
    return join(this.#home, owner, name, `${number}.${extension}`);
  }
}
