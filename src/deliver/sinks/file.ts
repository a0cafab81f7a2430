/**
 * Events to a file: one JSON object a line (NDJSON), synced before the delivery counts.
 *
 * Events that arrive while a sync is under way share the next one, as in the store: one fsync an event would cap the file at
 * the disk's fsync rate.
 */
import { mkdirSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { StoredEvent } from '../../store/store.ts';
import type { Attempted, Sink } from './sink.ts';

type Waiting = { readonly line: string; readonly done: (result: Attempted) => void };

export async function openFileSink(name: string, path: string, events: readonly string[]): Promise<Sink> {
  mkdirSync(dirname(path), { recursive: true });
  const file = await open(path, 'a+');
  let wholeBytes = await dropTornLine(file);
  let waiting: Waiting[] = [];
  let writing: Promise<void> | undefined;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      const result = await write(file, batch.map(({ line }) => line).join(''));
      for (const { done } of batch) done(result);
    }
    writing = undefined;
  }

  return {
    name,
    events,
    concurrency: 256,
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

  async function write(handle: FileHandle, text: string): Promise<Attempted> {
    try {
      await handle.appendFile(text);
      await handle.datasync();
      wholeBytes += Buffer.byteLength(text);
      return { kind: 'delivered', detail: path };
    } catch (error) {
      await handle.truncate(wholeBytes).catch(() => undefined); // A full disk takes part of a batch: leave no half line for the next one to grow on.
      return { kind: 'failed', detail: `${path}: ${error instanceof Error ? error.message : String(error)}` };
    }
  }
}

/** A crash in the middle of a write leaves half a line. Its delivery never counted, so the event will be written again: drop the half. Returns the bytes kept. */
async function dropTornLine(file: FileHandle): Promise<number> {
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
  return whole;
}
