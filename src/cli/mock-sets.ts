/** Named sets of mocks: where each has its control port, so that `mock emit --name` finds it. One small file each, of this user alone. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { codeOf } from '../running/thrown.ts';
import { notOneOf } from '../simulate/not-one-of.ts';
import { CommandFailed } from './failure.ts';

const folder = (): string => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'pushdock', 'mocks');
const fileOf = (name: string): string => join(folder(), name);

/** Of a file, and a word on a command line. */
export function setName(text: string): string {
  if (!/^[a-z0-9][a-z0-9-]{0,31}$/.test(text))
    throw new InvalidArgumentError('Write 1 to 32 lower-case letters, digits and hyphens.');
  return text;
}

/** Names by where their control port is. Some may have ended without a word. */
export function namedSets(): ReadonlyMap<string, string> {
  let names: readonly string[] = [];
  try {
    names = readdirSync(folder()).sort();
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  const known = names
    .filter((name) => !name.startsWith('.'))
    .map((name): [string, string] => [name, linesOf(name)[0] ?? '']);
  return new Map(known.filter(([, url]) => url !== ''));
}

/** The address, then the process that serves it. Nothing where mocks that end have just taken theirs away: `mock list` failed on that once. */
function linesOf(name: string): readonly string[] {
  try {
    return readFileSync(fileOf(name), 'utf8').trim().split('\n');
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return [];
  }
}

/** The id of the process that was started with this name, as long as it runs. */
export function runningProcess(name: string): number | undefined {
  const pid = Number(linesOf(name)[1]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  try {
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    return codeOf(error) === 'EPERM' ? pid : undefined;
  }
}

/** Base URL of its control port. */
export function setUrl(name: string): string {
  const named = namedSets();
  const url = named.get(name);
  if (url !== undefined) return url;
  const others = notOneOf(name, [...named.keys()], 'there are');
  throw new CommandFailed('not found', `no mocks were started with --name ${name}${named.size === 0 ? '' : others}`);
}

/** Of the mocks of this process. */
export function noteSet(name: string, url: string): void {
  mkdirSync(folder(), { recursive: true, mode: 0o700 });
  // Nobody reads half a file.
  const written = fileOf(`.${name}-${process.pid}`);
  writeFileSync(written, `${url}\n${process.pid}\n`, { mode: 0o600 });
  renameSync(written, fileOf(name));
}

export function forgetSet(name: string): void {
  rmSync(fileOf(name), { force: true });
}
