/**
 * Events to a file: one JSON object a line (NDJSON), synced before the delivery counts.
 *
 * Events that arrive while a sync is under way share the next one, as in the store: one fsync an event would cap the file at
 * the disk's fsync rate.
 */
import { mkdirSync } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Clock, systemClock } from '../../clock.ts';
import type { FileSinkSettings } from '../../config.ts';
import type { StoredEvent } from '../../store/store.ts';
import { deleteOldest, isDue, renameAway } from './rotation.ts';
import type { Attempted, Sink } from './sink.ts';

type Waiting = { readonly line: string; readonly done: (result: Attempted) => void };

export async function openFileSink(
  name: string,
  { path, rotate, delivery }: FileSinkSettings,
  clock: Clock = systemClock,
): Promise<Sink> {
  mkdirSync(dirname(path), { recursive: true });
  let file = await open(path, 'a+');
  await dropTornLine(file);
  await syncFolder(dirname(path));
  /** Where the file must end before anything more is written: a failed write may have left half a line. */
  let tornAfterBytes: number | undefined;
  const waiting: Waiting[] = [];
  let writing: Promise<void> | undefined;
  /** When the first event of the file was written. After a restart: when the file was made, which is a moment before. */
  let begunAtMs = (await file.stat()).birthtimeMs;
  let notDeleted = '';

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = await takeBatch();
      const result = await write(batch.map(({ line }) => line).join(''));
      for (const { done } of batch) done(result);
    }
    writing = undefined;
  }

  return {
    name,
    settings: delivery,
    deliver: (event: StoredEvent) =>
      new Promise((done) => {
        waiting.push({ line: `${JSON.stringify(event.envelope)}\n`, done });
        writing ??= drain();
      }),
    close: async () => {
      await writing;
      await file.close();
    },
  };

  /** All that waits, or as much of it as fits into the file or into a new one. */
  async function takeBatch(): Promise<readonly Waiting[]> {
    const room = rotate?.bytes;
    if (room === undefined) return waiting.splice(0);
    const { size } = await file.stat().catch(() => ({ size: 0 }));
    const bytesOf = ({ line }: Waiting) => Buffer.byteLength(line);
    const [first] = waiting;
    let bytes = first === undefined || size + bytesOf(first) > room ? 0 : size;
    const fitting = waiting.findIndex((one) => {
      bytes += bytesOf(one);
      return bytes > room;
    });
    return waiting.splice(0, fitting === -1 ? waiting.length : Math.max(1, fitting));
  }

  async function write(text: string): Promise<Attempted> {
    try {
      await mend();
      let { size } = await file.stat(); // Asked and not counted: the file may have been rotated away under us.
      if (rotate !== undefined && isDue(rotate, { bytes: size, begunAtMs }, Buffer.byteLength(text), clock.now())) {
        await beginAnew(rotate.keep);
        size = 0;
      }
      if (size === 0) begunAtMs = clock.now();
      tornAfterBytes = size;
      await file.appendFile(text);
      await file.datasync();
      tornAfterBytes = undefined;
      return { kind: 'delivered', detail: `${path}${notDeleted}` };
    } catch (error) {
      await mend().catch(() => undefined); // Now, for those who read the file; if that fails too, it is the next write's first step.
      return { kind: 'failed', detail: `${path}: ${error instanceof Error ? error.message : String(error)}` };
    }
  }

  async function beginAnew(keep: number): Promise<void> {
    const renamed = await renameAway(path, clock.now());
    try {
      const next = await open(path, 'a+');
      await file.close();
      file = next;
    } catch (error) {
      await rename(renamed, path); // As it was: the old file goes on under its name.
      throw error;
    }
    await syncFolder(dirname(path));
    // The events are safe whether or not old files can be deleted: the operator reads of it in the delivery.
    notDeleted = await deleteOldest(path, keep).then(
      () => '',
      (error: unknown) => ` (old files cannot be deleted: ${error instanceof Error ? error.message : String(error)})`,
    );
  }

  async function mend(): Promise<void> {
    if (tornAfterBytes === undefined) return;
    await file.truncate(tornAfterBytes);
    tornAfterBytes = undefined;
  }
}

/** A new file's name is in its folder, and durable only with it. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return; // Cannot open folders, and needs no sync of them.
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** A crash in the middle of a write leaves half a line. Its delivery never counted, so the event will be written again: drop the half. */
async function dropTornLine(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  const step = 65_536;
  let whole = 0;
  for (let end = size; end > 0 && whole === 0; end -= step) {
    const start = Math.max(0, end - step);
    const { buffer } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
    whole = start + buffer.lastIndexOf(0x0a) + 1;
    if (whole === start) whole = 0; // No newline in this part: look further back.
  }
  if (whole < size) await file.truncate(whole);
}
