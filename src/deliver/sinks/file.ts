/**
 * Events to a file: one JSON object a line (NDJSON), synced before the delivery counts.
 *
 * Events that arrive while a sync is under way share the next one, as in the store: one fsync an event would cap the file at
 * the disk's fsync rate.
 */
import { realpath, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FileSinkSettings } from '../../config.ts';
import { type Log, silentLog } from '../../log.ts';
import { type Clock, systemClock } from '../../running/clock.ts';
import { messageOf } from '../../running/thrown.ts';
import type { StoredEvent } from '../../store/store.ts';
import { moveDamageAside } from './damaged-lines.ts';
import { eventFile, type FileState } from './event-file.ts';
import { deleteOldest, isDue, renameAway } from './rotation.ts';
import type { Attempted, Sink } from './sink.ts';
import { syncFolder } from './sync-folder.ts';

export type FileSinkParts = {
  readonly clock?: Clock;
  readonly log?: Log;
  /** A path that cannot be opened now is tried again with each event, and the log says so; otherwise it is a rejection. */
  readonly openLater?: boolean;
};

type Waiting = { readonly line: string; readonly done: (result: Attempted) => void };

// A batch that was moved away while it was written is written again, to the file that is at the path then.
const WRITES_MAX = 3;

export async function openFileSink(
  name: string,
  { path, rotate, delivery }: FileSinkSettings,
  { clock = systemClock, log = silentLog, openLater = false }: FileSinkParts = {},
): Promise<Sink> {
  const file = eventFile(path);
  const waiting: Waiting[] = [];
  let examined = false;
  let writing: Promise<void> | undefined;
  /** When the first event of the file was written. After a restart: when the file was made, which is a moment before. */
  let begunAtMs = 0;
  let notDeleted = '';

  await look().catch((error: unknown) => {
    if (!openLater) throw error;
    log.error('sink.not_opened', { sink: name, path, reason: messageOf(error) });
  });

  async function look(mode?: number): Promise<FileState> {
    if (!examined) {
      const damage = await moveDamageAside(path, clock.now());
      if (damage !== undefined)
        log.error('sink.file_damaged', { sink: name, path, lines: damage.lines, moved_to: damage.movedTo });
      examined = true;
    }
    const state = await file.look(mode);
    if (state.opened) begunAtMs = state.madeAtMs;
    return state;
  }

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
    reopen: async () => {
      // A write under way checks the file itself. New events wait for this one, so that nothing is opened twice.
      writing ??= look().then(drain, async (error: unknown) => {
        log.error('sink.not_opened', { sink: name, path, reason: messageOf(error) });
        await drain();
      });
      await writing;
    },
    close: async () => {
      await writing;
      await file.close();
    },
  };

  /** All waiting lines, or as many as fit into the file or into a new one. */
  async function takeBatch(): Promise<readonly Waiting[]> {
    const room = rotate?.bytes;
    if (room === undefined) return waiting.splice(0);
    const { bytes: size } = await look().catch(() => ({ bytes: 0 }));
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
      for (let writes = 0; writes < WRITES_MAX; writes += 1) {
        const { bytes, mode } = await look();
        const due = rotate !== undefined && isDue(rotate, { bytes, begunAtMs }, Buffer.byteLength(text), clock.now());
        if (due) await beginAnew(rotate.keep, mode);
        if (due || bytes === 0) begunAtMs = clock.now();
        if (await file.append(text)) return { kind: 'delivered', detail: `${path}${notDeleted}` };
      }
      return {
        kind: 'failed',
        detail: `${path}: another program moved or emptied the file during each of ${WRITES_MAX} writes`,
      };
    } catch (error) {
      return { kind: 'failed', detail: `${path}: ${messageOf(error)}` };
    }
  }

  /** The new file has the readers of the old one. */
  async function beginAnew(keep: number, mode: number): Promise<void> {
    const real = await realpath(path); // Of a link, the file that it leads to is renamed: the link stays.
    const renamed = await renameAway(real, clock.now());
    try {
      await look(mode);
    } catch (error) {
      if (renamed !== undefined) await rename(renamed, real); // As it was: the old file goes on under its name.
      throw error;
    }
    await syncFolder(dirname(real));
    // The events are safe whether or not old files can be deleted. The delivery tells the operator.
    notDeleted = await deleteOldest(real, keep).then(
      () => '',
      (error: unknown) => ` (old files cannot be deleted: ${messageOf(error)})`,
    );
  }
}
