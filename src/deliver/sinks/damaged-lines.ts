/**
 * What crashes and power cuts leave in a file of JSON lines. A crash leaves half a line at the end. After a power cut a file system may
 * also have the length of a write and not all of its pages: NULs and torn lines, and whole ones behind them.
 */
import { type FileHandle, open, realpath, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from './sync-folder.ts';

const STEP_BYTES = 65_536;
// Only what was not synced when the power went can be damaged: the last write, or with a disk that lies about syncs its last seconds.
// To look through so much takes half a second.
const EXAMINED_BYTES_MAX = 67_108_864;
// No event is longer. A run of NULs may be, and must not fill the memory.
const LINE_BYTES_MAX = 33_554_432;
const NEWLINE = 0x0a;

export type Damage = { readonly lines: number; readonly movedTo: string };

/**
 * Has the file end in a whole line. A crash in the middle of a write leaves half a line of ours: its delivery never counted, so the event
 * will be written again, and the half is dropped. Anything else is not ours to drop, and gets the newline that it lacks.
 */
export async function dropTornLine(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  let whole = 0;
  for (let end = size; end > 0 && whole === 0; end -= STEP_BYTES) {
    const start = Math.max(0, end - STEP_BYTES);
    const { buffer } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
    whole = start + buffer.lastIndexOf(NEWLINE) + 1;
    if (whole === start) whole = 0; // No newline in this part: look further back.
  }
  if (whole === size) return;
  const length = Math.min(size - whole, LINE_BYTES_MAX);
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, whole);
  // An editor may have left out the last newline: then the event before it is whole, and one that counted.
  if (isHalfEvent(buffer)) await file.truncate(whole);
  else await file.appendFile('\n');
}

const isHalfEvent = (line: Buffer): boolean => line.toString('latin1', 0, 1) === '{' && !isEvent(line);

/**
 * Moves lines that are not JSON out of the file at `path` into another in its folder, and keeps the events that are whole. Undefined if there
 * was nothing to move, or no file. The file is replaced by one rename, so a crash on the way changes nothing.
 */
export async function moveDamageAside(path: string, nowMs: number): Promise<Damage | undefined> {
  const real = await realpath(path).catch(() => undefined);
  if (real === undefined) return undefined;
  const file = await open(real, 'r');
  try {
    if (!(await file.stat()).isFile()) return undefined;
    const damaged = await damagedLines(file);
    if (damaged.length === 0) return undefined;
    const movedTo = `${real}.damaged-${new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-')}`;
    await rewrite(file, real, damaged, movedTo);
    return { lines: damaged.length, movedTo };
  } finally {
    await file.close();
  }
}

/** A line that is not JSON, and the whole events in it before, between or after the damage. */
type DamagedLine = { readonly start: number; readonly end: number; readonly kept: readonly Buffer[] };

async function damagedLines(file: FileHandle): Promise<readonly DamagedLine[]> {
  const { size } = await file.stat();
  const found: DamagedLine[] = [];
  let isFirst = size > EXAMINED_BYTES_MAX; // Begins somewhere within a line.
  let line: Buffer[] = [];
  let start = Math.max(0, size - EXAMINED_BYTES_MAX);
  let end = start;
  for (let at = start; at < size; at += STEP_BYTES) {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(STEP_BYTES), 0, STEP_BYTES, at);
    let from = 0;
    for (let to = buffer.indexOf(NEWLINE); to !== -1 && to < bytesRead; to = buffer.indexOf(NEWLINE, from)) {
      line.push(buffer.subarray(from, to));
      end += to - from + 1;
      const whole = Buffer.concat(line);
      if (!isFirst && isDamaged(whole)) found.push({ start, end, kept: eventsIn(whole) });
      isFirst = false;
      line = [];
      start = end;
      from = to + 1;
    }
    end += bytesRead - from;
    if (end - start <= LINE_BYTES_MAX) line.push(buffer.subarray(from, bytesRead));
  }
  const last = Buffer.concat(line);
  if (start < size && !isEvent(last) && (!isHalfEvent(last) || last.includes(0)))
    found.push({ start, end: size, kept: eventsIn(last) });
  return found;
}

/** NULs, or a piece of JSON. A line of something else is not ours. */
const isDamaged = (line: Buffer): boolean => line.includes(0) || (line.includes('"') && !isEvent(line));

function isEvent(line: Buffer): boolean {
  if (line.includes(0)) return false;
  try {
    const value: unknown = JSON.parse(line.toString().replace(/^\ufeff/, ''));
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

/** Between the NULs, and behind the half of another event: each begins with the same attribute. */
function eventsIn(line: Buffer): readonly Buffer[] {
  return line
    .toString('latin1')
    .split(/\0+/)
    .flatMap((part) => [part, ...part.split(/(?=\{"specversion")/).slice(1)].find((one) => isEvent(latin1(one))) ?? [])
    .map(latin1);
}

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

async function rewrite(from: FileHandle, path: string, damaged: readonly DamagedLine[], movedTo: string) {
  const { size, mode, uid, gid } = await from.stat();
  const next = `${path}.repairing`;
  const [good, bad] = await Promise.all([open(next, 'w', 0o600), open(movedTo, 'w', 0o600)]);
  try {
    let at = 0;
    for (const { start, end, kept } of damaged) {
      await copy(from, good, at, start);
      for (const event of kept) await good.appendFile(Buffer.concat([event, Buffer.from('\n')]));
      await copy(from, bad, start, end);
      at = end;
    }
    await copy(from, good, at, size);
    await good.chmod(mode & 0o777);
    await good.chown(uid, gid).catch(() => undefined); // Another user's file in our folder becomes ours.
    await Promise.all([good.sync(), bad.sync()]);
  } finally {
    await Promise.all([good.close(), bad.close()]);
  }
  await rename(next, path);
  await syncFolder(dirname(path));
}

async function copy(from: FileHandle, to: FileHandle, start: number, end: number): Promise<void> {
  for (let at = start; at < end; at += STEP_BYTES) {
    const length = Math.min(STEP_BYTES, end - at);
    const { buffer, bytesRead } = await from.read(Buffer.alloc(length), 0, length, at);
    await to.appendFile(buffer.subarray(0, bytesRead));
  }
}
