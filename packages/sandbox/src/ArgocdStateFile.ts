import { join } from 'node:path';
import { z } from 'zod';
import { ArgocdSnapshot } from './argocd';
import { Log } from './process/log';
import { readJson } from './process/readJson';
import { writeAtomically } from './process/writeAtomically';

const saveAfterMs = 300;

const snapshotSchema = z.custom<ArgocdSnapshot>(
  value =>
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    value.version === 1,
);

/** Keeps the state of the Argo CD double on disk. */
export class ArgocdStateFile {
  readonly #file: string;
  readonly #log: Log;
  #timer: NodeJS.Timeout | undefined;

  static create(home: string, log: Log): ArgocdStateFile {
    return new ArgocdStateFile(join(home, 'argocd.json'), log);
  }

  private constructor(file: string, log: Log) {
    this.#file = file;
    this.#log = log;
  }

  async read(): Promise<ArgocdSnapshot | undefined> {
    return readJson(this.#file, snapshotSchema.optional(), undefined);
  }

  /** Write soon; several changes in a row are written once. */
  saveSoon(snapshot: () => ArgocdSnapshot): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.save(snapshot()).catch(error =>
        this.#log(`Cannot save the state of Argo CD: ${String(error)}`),
      );
    }, saveAfterMs);
  }

  async save(snapshot: ArgocdSnapshot): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await writeAtomically(this.#file, JSON.stringify(snapshot));
  }
}
