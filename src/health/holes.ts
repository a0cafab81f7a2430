/** Where the events around an outage show that something is missing. */
import type { Json } from '../formats/json.ts';
import type { Continuity } from '../providers/continuity.ts';
import type { StoredEvent } from '../store/store.ts';

export type Hole = {
  readonly kind: 'numbers-missing' | 'status-jumped';
  /** What it is about, such as a barcode. */
  readonly about: string;
  readonly detail: string;
  /** A sentence: what to ask the provider for. */
  readonly ask: string;
};

const HOLES_MAX = 200;

/** `events`: of one source, the earliest first. */
export function holesIn(
  events: readonly StoredEvent[],
  continuity: Continuity,
  fromMs: number,
  toMs: number,
): readonly Hole[] {
  return [
    ...missingNumbers(events, continuity.numbered, fromMs, toMs),
    ...jumps(events, continuity.progress, fromMs),
  ].slice(0, HOLES_MAX);
}

const dataOf = ({ envelope }: StoredEvent, name: string): string | undefined => {
  const data: Json | undefined = envelope.data;
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, name)) return undefined;
  const value = (data as { readonly [name: string]: Json })[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
};

/** Between the last number before the outage and the first ones after it. */
function missingNumbers(
  events: readonly StoredEvent[],
  numbered: Continuity['numbered'],
  fromMs: number,
  toMs: number,
): readonly Hole[] {
  if (numbered === undefined) return [];
  const { type, field, noun } = numbered;
  const all = events
    .filter((event) => event.type === type)
    .map((event) => ({ number: Number(dataOf(event, field)), atMs: event.createdAtMs }))
    .filter(({ number }) => Number.isSafeInteger(number));
  const before = Math.max(...all.filter(({ atMs }) => atMs <= fromMs).map(({ number }) => number));
  const after = all.filter(({ atMs }) => atMs > fromMs).map(({ number }) => number);
  if (!Number.isFinite(before) || after.length === 0) return [];
  const known = new Set(after);
  const last = Math.min(Math.max(...after), before + 10_000);
  const missing: number[] = [];
  for (let number = before + 1; number < last; number += 1) if (!known.has(number)) missing.push(number);
  return ranges(missing).map(([first, end]) => {
    const about = first === end ? `${noun} ${first}` : `${noun}s ${first} to ${end}`;
    return {
      about,
      kind: 'numbers-missing' as const,
      detail: `${about} never came; ${before} came before ${new Date(toMs).toISOString()}, and later ones since.`,
      ask: `Fetch ${about} from the provider.`,
    };
  });
}

function ranges(numbers: readonly number[]): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else found.push([number, number]);
  }
  return found;
}

/** Things whose first status after the beginning of the outage is more than one step beyond the one before it. */
function jumps(events: readonly StoredEvent[], progress: Continuity['progress'], fromMs: number): readonly Hole[] {
  if (progress === undefined) return [];
  const { type, key, field, order, noun } = progress;
  const statusOf = new Map<string, string>();
  const holes: Hole[] = [];
  const seenAfter = new Set<string>();
  for (const event of events) {
    if (event.type !== type) continue;
    const [thing, status = ''] = [dataOf(event, key), dataOf(event, field)];
    const rank = order.indexOf(status);
    if (thing === undefined || rank === -1) continue;
    const before = statusOf.get(thing);
    statusOf.set(thing, status);
    if (event.createdAtMs <= fromMs || seenAfter.has(thing)) continue;
    seenAfter.add(thing);
    const rankBefore = before === undefined ? -1 : order.indexOf(before);
    if (rank - rankBefore < 2) continue;
    const skipped = order.slice(rankBefore + 1, rank).join(', ');
    holes.push({
      about: `${noun} ${thing}`,
      kind: 'status-jumped',
      detail: `${before === undefined ? 'It was first heard of' : `It went from ${before} to ${status}`}${before === undefined ? ` as ${status}` : ''}; ${skipped} never came.`,
      ask: `Ask for the history of ${noun} ${thing}.`,
    });
  }
  return holes;
}
