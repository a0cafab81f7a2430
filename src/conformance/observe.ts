/** What the receiver hands on, as far as somebody can be asked: a URL that answers a list of things with ids. */
import type { Clock } from '../running/clock.ts';

export type Observer = {
  /** Ids that are there now; throws `ObserverFailed`. */
  ids(): Promise<ReadonlySet<string>>;
};

export class ObserverFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ObserverFailed';
  }
}

const ANSWER_MS_MAX = 5_000;
const answer_bytes_max = 32 * 1024 * 1024;

/** `url` answers a JSON array, `{ items: [...] }`, or lines of JSON; each item has an `id`. The gateway's `/api/events` and the mocks' `/__mock/sink/events` do. */
export function openObserver(url: string, authorization: string | undefined): Observer {
  return {
    ids: async () => {
      const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
      const answer = await fetch(url, { headers, signal: AbortSignal.timeout(ANSWER_MS_MAX) }).catch(
        (error: unknown) => {
          throw new ObserverFailed(
            `--observe does not answer: ${error instanceof Error ? error.message : String(error)}`,
          );
        },
      );
      if (answer.status !== 200) throw new ObserverFailed(`--observe answered ${answer.status}`);
      const text = await answer.text();
      if (text.length > answer_bytes_max) throw new ObserverFailed('--observe answered more than 32 MiB');
      return new Set(itemsIn(text).map(idOf));
    },
  };
}

function itemsIn(text: string): readonly unknown[] {
  const whole = parsed(text);
  if (Array.isArray(whole)) return whole;
  if (typeof whole === 'object' && whole !== null && 'items' in whole && Array.isArray(whole.items)) return whole.items;
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const items = lines.map(parsed);
  if (items.includes(undefined)) throw new ObserverFailed('--observe answers neither a JSON list nor lines of JSON');
  return items;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function idOf(item: unknown): string {
  if (typeof item === 'object' && item !== null && 'id' in item) return String(item.id);
  throw new ObserverFailed('--observe answers an item without an id');
}

const LOOK_MS = 100;
const WITHIN_MS = 10_000;
/** A queue that is being worked off pauses for less. */
const CALM_MS = 1_500;
/** A second one that is wrong comes about as fast as the first. */
const SECOND_MS = 700;

/** What is there once nothing more comes: what was sent before may still be on its way. */
export async function calmIds(observer: Observer, clock: Clock): Promise<ReadonlySet<string>> {
  const endMs = clock.monotonic() + WITHIN_MS * 2;
  let ids = await observer.ids();
  for (;;) {
    await clock.sleep(CALM_MS);
    const next = await observer.ids();
    const isSame = next.size === ids.size && [...next].every((id) => ids.has(id));
    if (isSame || clock.monotonic() > endMs) return next;
    ids = next;
  }
}

/** How many ids are new since `before`, once `expected` are there and no other has come for a while. */
export async function newSince(
  observer: Observer,
  before: ReadonlySet<string>,
  expected: number,
  clock: Clock,
  withinMs = WITHIN_MS,
): Promise<number> {
  const count = async () => [...(await observer.ids())].filter((id) => !before.has(id)).length;
  const endMs = clock.monotonic() + withinMs;
  while ((await count()) < expected && clock.monotonic() < endMs) await clock.sleep(LOOK_MS);
  await clock.sleep(SECOND_MS);
  return count();
}
