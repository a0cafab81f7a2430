/**
 * Which process listens on a port of this machine, and since when: "address in use" alone leaves people guessing. Linux only; elsewhere, and for
 * another user's process, nobody is named.
 */
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { commandOf, startedAt } from './processes.ts';

/** Such as `process 4711 (node server.js) since 2026-11-21T05:04:00.000Z`. */
export function portHolder(port: number): string | undefined {
  // The second is missing where IPv6 is off.
  const inodes = ['/proc/net/tcp', '/proc/net/tcp6']
    .filter((file) => existsSync(file))
    .flatMap((file) => listeningInodes(readFileSync(file, 'utf8'), port));
  if (inodes.length === 0) return undefined;
  const pid = readdirSync('/proc').find((name) => /^\d+$/.test(name) && holdsOne(name, inodes));
  if (pid === undefined) return undefined;
  const since = startedAt(Number(pid));
  return `process ${pid} (${programOf(commandOf(Number(pid)))})${since === undefined ? '' : ` since ${since}`}`;
}

/** The program and its script. No more of the words: they may hold a password. */
function programOf(command: string): string {
  const [program = '', script = ''] = command.split('\0');
  return `${program}${script === '' || script.startsWith('-') ? '' : ` ${script}`}`.slice(0, 120);
}

/** The lines in state 0A (LISTEN) with this local port. */
const listeningInodes = (table: string, port: number): readonly string[] =>
  table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local = '', , state]) => state === '0A' && Number.parseInt(local.split(':')[1] ?? '', 16) === port)
    .flatMap((fields) => fields[9] ?? []);

function holdsOne(pid: string, inodes: readonly string[]): boolean {
  try {
    const folder = `/proc/${pid}/fd`;
    return readdirSync(folder).some((fd) => {
      const inode = /^socket:\[(\d+)\]$/.exec(linkOf(`${folder}/${fd}`))?.[1];
      return inode !== undefined && inodes.includes(inode);
    });
  } catch {
    return false; // Another user's.
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
