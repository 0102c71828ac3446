/**
 * Ends the process with a readable message when the running Node is older
 * than `minimum`. Written so that Node 14 can still read it.
 */
export function requireNode(minimum) {
  var running = process.versions.node;
  if (Number(running.split('.')[0]) >= minimum) {
    return;
  }
  console.error(
    'Cannot start: Node ' +
      minimum +
      ' or newer is needed, but this is Node ' +
      running +
      ' (' +
      process.execPath +
      ')\n' +
      '  What to do: install Node ' +
      minimum +
      ' or newer, open a new terminal and run the command again',
  );
  process.exit(1);
}
