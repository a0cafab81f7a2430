/** Claims of one sink that wait for their turn, by lane, and which comes next. */
import type { Lane } from '../store/store.ts';

export const lanes: readonly Lane[] = ['live', 'retry', 'replay'];

// Four of six turns are for live claims, and an empty lane has no turn.
const turns: readonly Lane[] = ['live', 'live', 'retry', 'live', 'live', 'replay'];

/**
 * How many of a lane may be under way at once. Attempts that failed before tend to fail slowly: if they could take every place, live events
 * would wait for their timeouts. With one place only the turns decide.
 */
export function placesOf(lane: Lane, concurrency: number): number {
  if (lane === 'live' || concurrency === 1) return concurrency;
  return Math.max(1, Math.min(Math.floor(concurrency / 4), Math.floor((concurrency - 1) / 2)));
}

export type Queues<T> = {
  push(lane: Lane, item: T): void;
  /** The next claim of a lane with a free place. */
  next(hasPlace: (lane: Lane) => boolean): T | undefined;
  remove(item: T): boolean;
  waiting(lane: Lane): number;
  /** Takes all of them out. */
  drain(): readonly T[];
};

export function queues<T>(): Queues<T> {
  const waiting = new Map<Lane, Set<T>>(lanes.map((lane) => [lane, new Set()]));
  const of = (lane: Lane): Set<T> => waiting.get(lane) ?? new Set();
  let turn = 0;

  return {
    push: (lane, item) => void of(lane).add(item),
    next(hasPlace) {
      for (let step = 0; step < turns.length; step += 1) {
        const lane = turns[(turn + step) % turns.length] ?? 'live';
        const [first] = of(lane);
        if (first === undefined || !hasPlace(lane)) continue;
        of(lane).delete(first);
        turn = (turn + step + 1) % turns.length;
        return first;
      }
      return undefined;
    },
    remove: (item) => lanes.some((lane) => of(lane).delete(item)),
    waiting: (lane) => of(lane).size,
    drain() {
      const all = lanes.flatMap((lane) => [...of(lane)]);
      for (const lane of lanes) of(lane).clear();
      return all;
    },
  };
}
