import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { isObject } from './isObject.mjs';

/** Takes out what a step of an install page added to a file in `folder`; commands are undone by others. */
export function undoStep(folder, step) {
  if (step.kind !== 'add') {
    return;
  }
  const file = join(folder, step.file);
  const before = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    /\.ya?ml$/.test(file)
      ? stringify(without(parse(before), parse(step.text)))
      : takeOut(before, step.text),
  );
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
