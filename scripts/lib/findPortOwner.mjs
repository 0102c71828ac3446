import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

/** The process that listens on a port, as far as the current user may see it. */
export function findPortOwner(port) {
  const pid =
    process.platform === 'linux' ? ownerFromProc(port) : ownerFromLsof(port);
  return pid === undefined ? undefined : { pid, command: commandOf(pid) };
}

function ownerFromProc(port) {
  const sockets = new Set(
    ['tcp', 'tcp6'].flatMap(table => listeningSockets(table, port)),
  );
  return numericNames('/proc').find(pid =>
    openSockets(pid).some(socket => sockets.has(socket)),
  );
}

// Columns of /proc/net/tcp: local address is 1, state is 3 (0A = listening), inode is 9
function listeningSockets(table, port) {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return readText(`/proc/net/${table}`)
    .split('\n')
    .map(line => line.trim().split(/\s+/))
    .filter(columns => columns[1]?.endsWith(`:${hex}`) && columns[3] === '0A')
    .map(columns => `socket:[${columns[9]}]`);
}

function openSockets(pid) {
  return numericNames(`/proc/${pid}/fd`).flatMap(fd => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
    } catch {
      return [];
    }
  });
}

function numericNames(folder) {
  try {
    return readdirSync(folder).filter(name => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function ownerFromLsof(port) {
  const output = run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fp']);
  return /^p(\d+)/m.exec(output)?.[1];
}

function commandOf(pid) {
  const command =
    process.platform === 'linux'
      ? readText(`/proc/${pid}/cmdline`).replace(/\0/g, ' ')
      : run('ps', ['-o', 'command=', '-p', pid]);
  const short = command.trim();
  return short.length > 80 ? `${short.slice(0, 77)}...` : short;
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function run(command, args) {
  try {
    return execFileSync(command, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return '';
  }
}
