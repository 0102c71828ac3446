/** Parts of a command that stay on one line: a flag keeps its value. */
export function toCommandPieces(command: string): string[] {
  const words = command.match(/(?:[^\s"']|"[^"]*"|'[^']*')+|["']/g) ?? [];
  const pieces: string[] = [];
  let open = false;
  for (const word of words) {
    if (open && !word.startsWith('-')) {
      pieces.push(`${pieces.pop()} ${word}`);
      open = false;
    } else {
      pieces.push(word);
      open = word.startsWith('-') && !word.includes('=');
    }
  }
  return pieces;
}
