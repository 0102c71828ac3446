import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';

const outputs = new Set(['node_modules', 'dist', 'dist-types', 'coverage']);

/** Remembers, by the content of its inputs, that a step was done and need not be done again. */
export class Stamp {
  #file;
  #fingerprint;

  constructor(file, { root, inputs, salt = '' }) {
    this.#file = file;
    this.#fingerprint = fingerprint(root, inputs, salt);
  }

  /** Whether the step was done with just these inputs. */
  get isFresh() {
    return (
      existsSync(this.#file) &&
      readFileSync(this.#file, 'utf8') === this.#fingerprint
    );
  }

  /** Says that the step is being done: until `set`, it counts as not done. */
  clear() {
    rmSync(this.#file, { force: true });
  }

  /** Says that the step was done with the inputs as they were when the stamp was made. */
  set() {
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, this.#fingerprint);
  }
}

function fingerprint(root, inputs, salt) {
  const hash = createHash('sha256').update(salt);
  for (const file of inputs.flatMap(input => filesIn(input)).sort()) {
    hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesIn(path) {
  if (!existsSync(path)) {
    return [];
  }
  if (!statSync(path).isDirectory()) {
    return [path];
  }
  return readdirSync(path)
    .filter(name => !outputs.has(name))
    .flatMap(name => filesIn(join(path, name)));
}
