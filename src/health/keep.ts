/**
 * Brings what this node knows into the store, and what the others know out of it: every few seconds, in one batch, outside of any ack. The
 * key is the source's name and the node's. The store of one process has one node, so a restart goes on where it was.
 */

import type { Log } from '../log.ts';
import { openAnnouncer } from '../running/announce.ts';
import type { Clock } from '../running/clock.ts';
import { messageOf } from '../running/thrown.ts';
import type { Store } from '../store/store.ts';
import { newPart, type Part } from './part.ts';
import { partBytes, readPart } from './text.ts';

const SPACE = 'health';
const WRITE_EVERY_MS = 5_000;
/** A node that is gone tells nothing any more after this long. */
const FORGET_MS = 30 * 86_400_000;

export type Kept = {
  /** This node's own; made where there is none. */
  own(source: string): Part;
  /** This node's and all others', as they were last read. */
  all(source: string): readonly Part[];
  elsewhere(source: string): readonly Part[];
  /** It has changed and must be written. */
  touch(source: string): void;
  /** Writes and reads now. */
  sync(): Promise<void>;
  close(): Promise<void>;
};

type KeepParts = {
  readonly store: Pick<Store, 'keep' | 'listKept'>;
  /** Another one for each process that shares the store, and the same after a restart. */
  readonly node: string;
  readonly clock: Clock;
  readonly log: Log;
};

export async function openKept(parts: KeepParts): Promise<Kept> {
  const { store, node, clock, log } = parts;
  const announce = openAnnouncer(log, clock);
  const own = new Map<string, Part>();
  const elsewhere = new Map<string, Part[]>();
  const versions = new Map<string, number>();
  const touched = new Set<string>();
  const closing = new AbortController();

  const keyOf = (source: string) => `${source}@${node}`;
  await read(true);

  async function read(first: boolean): Promise<void> {
    const nowMs = clock.now();
    const listed = await store.listKept(SPACE);
    elsewhere.clear();
    for (const { key, value, version } of listed) {
      const at = key.indexOf('@');
      const [source, whose] = [key.slice(0, at), key.slice(at + 1)];
      if (whose === node) {
        versions.set(key, version);
        const part = first ? readPart(value, nowMs) : undefined;
        if (part !== undefined) own.set(source, part);
        continue;
      }
      const part = readPart(value, nowMs);
      if (part === undefined || nowMs - (part.lastAcceptedMs ?? part.firstSeenMs) > FORGET_MS) continue;
      elsewhere.set(source, [...(elsewhere.get(source) ?? []), part]);
    }
  }

  async function write(): Promise<void> {
    for (const source of [...touched]) {
      const part = own.get(source);
      if (part === undefined) continue;
      touched.delete(source);
      const key = keyOf(source);
      const version = versions.get(key) ?? 0;
      const outcome = await store.keep(SPACE, key, { value: partBytes(part), version }).catch((error: unknown) => {
        touched.add(source);
        throw error;
      });
      if (outcome === 'kept') versions.set(key, version + 1);
      // Only another process of the same name can have changed it. Its version is read below, and ours is written over it.
      else touched.add(source);
    }
  }

  async function sync(): Promise<void> {
    try {
      await write();
      await read(false);
    } catch (error) {
      announce('health.not_kept', { reason: messageOf(error) });
    }
  }

  const running = (async () => {
    while (!closing.signal.aborted) {
      await clock.sleep(WRITE_EVERY_MS, closing.signal);
      if (!closing.signal.aborted) await sync();
    }
  })();

  return {
    own: (source) => {
      const known = own.get(source);
      if (known !== undefined) return known;
      const part = newPart(clock.now());
      own.set(source, part);
      touched.add(source);
      return part;
    },
    all: (source) => [
      ...(own.has(source) ? [own.get(source) ?? newPart(clock.now())] : []),
      ...(elsewhere.get(source) ?? []),
    ],
    elsewhere: (source) => elsewhere.get(source) ?? [],
    touch: (source) => touched.add(source),
    sync,
    close: async () => {
      closing.abort();
      await running;
      await write().catch((error: unknown) => announce('health.not_kept', { reason: messageOf(error) }));
    },
  };
}
