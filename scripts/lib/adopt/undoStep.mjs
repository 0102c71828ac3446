import { editStepFile } from './editStepFile.mjs';
import { isObject } from './isObject.mjs';

/** Takes out what a step of an install page added to a file in `folder`; commands are undone by others. */
export function undoStep(folder, step) {
  if (step.kind !== 'add') {
    return;
  }
  editStepFile(folder, step, { yaml: without, source: takeOut });
}

function takeOut(source, text) {
  if (!source.includes(text)) {
    throw new Error(`Cannot take "${text}" out: it is not there`);
  }
  return source.replace(`${text}\n`, '');
}

/** What is left of `whole` without the keys of `part`; an object that is emptied goes too. */
function without(whole, part) {
  const left = { ...whole };
  for (const [key, value] of Object.entries(part)) {
    const rest =
      isObject(left[key]) && isObject(value) ? without(left[key], value) : {};
    if (Object.keys(rest).length > 0) {
      left[key] = rest;
    } else {
      delete left[key];
    }
  }
  return left;
}
