/** Which process listens on a port of this machine, and since when: "address in use" alone leaves people guessing. Linux only; elsewhere, and for another user's process, nobody is named. */
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';

/** Such as `process 4711 (node server.js) since 2026-11-21T05:04:00.000Z`. */
export function portHolder(port: number): string | undefined {
  try {
    const inodes = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) =>
      listeningInodes(readFileSync(file, 'utf8'), port),
    );
    const pid = readdirSync('/proc').find((name) => /^\d+$/.test(name) && holdsOne(name, inodes));
    if (pid === undefined) return undefined;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
    return `process ${pid} (${command.slice(0, 120)}) since ${statSync(`/proc/${pid}`).mtime.toISOString()}`;
  } catch {
    return undefined; // No /proc here, or a process that has just gone.
  }
}

/** Of the lines in state 0A (LISTEN) whose local port it is. */
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
