/**
 * Reads what a page tells its reader to do in one of its sections: commands in
 * `sh` blocks, and pieces of `ts` and `yaml` that name their file in a comment
 * on the first line.
 *
 * @returns steps `{ kind: 'run', command }` and `{ kind: 'add', file, text }` in the page's order
 * @throws Error for a block that a reader would not know what to do with
 */
export function readSteps(markdown, heading) {
  const blocks = sectionOf(markdown, heading).matchAll(
    /^```(\w*)\n([\s\S]*?)^```$/gm,
  );
  return [...blocks].flatMap(([, language, text]) => toSteps(language, text));
}

/** The lines below the heading, up to the next one that is not deeper; "#" in a code block is none. */
function sectionOf(markdown, heading) {
  const lines = markdown.split('\n');
  const start = lines.indexOf(heading);
  if (start < 0) {
    throw new Error(`Cannot find the section "${heading}"`);
  }
  const [{ length: level }] = /^#+/.exec(heading);
  let inBlock = false;
  const length = lines.slice(start + 1).findIndex(line => {
    inBlock = line.startsWith('```') ? !inBlock : inBlock;
    const next = /^#+(?= )/.exec(line)?.[0].length;
    return !inBlock && next !== undefined && next <= level;
  });
  return lines
    .slice(start + 1, length < 0 ? undefined : start + 1 + length)
    .join('\n');
}

function toSteps(language, text) {
  if (language === 'sh') {
    return text
      .trim()
      .split('\n')
      .map(command => ({ kind: 'run', command }));
  }
  const [first, ...lines] = text.split('\n');
  const file = /^(?:\/\/|#) (\S+\.(?:tsx?|ya?ml))$/.exec(first)?.[1];
  if (!file || !['ts', 'tsx', 'yaml'].includes(language)) {
    throw new Error(`Cannot follow "${first}": it does not name its file`);
  }
  return [{ kind: 'add', file, text: lines.join('\n') }];
}
