import { join } from 'node:path';
import { paths } from '../paths.mjs';
import { editStepFile } from './editStepFile.mjs';
import { isObject } from './isObject.mjs';

/** Does one step of a page in the portal in `folder`, as a careful reader does. */
export async function followStep({ children, env }, { folder, step }) {
  if (step.kind === 'run') {
    await children.run({
      name: step.command,
      command: 'sh',
      args: ['-c', step.command],
      cwd: folder,
      env,
      log: join(paths.logs, 'adopt-follow.log'),
      failure: `Cannot do as the page says: "${step.command}" failed`,
    });
    return;
  }
  editStepFile(folder, step, { yaml: merge, source: addBeforeStart });
}

// Plugins are added before the backend starts, which its file ends with
function addBeforeStart(source, text) {
  const start = 'backend.start();';
  if (!source.includes(start)) {
    throw new Error(`Cannot add to the backend: no line says "${start}"`);
  }
  return source.replace(start, `${text}\n${start}`);
}

/** Objects are joined; anything else is replaced. */
function merge(before, after) {
  if (!isObject(before) || !isObject(after)) {
    return after;
  }
  const merged = { ...before };
  for (const [key, value] of Object.entries(after)) {
    merged[key] = merge(before[key], value);
  }
  return merged;
}
