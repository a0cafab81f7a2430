/** Log lines and counts of the delivering thread, gathered for a moment and handed to the gateway's thread together: a message for each would cost both. */
import type { Fields, Log } from '../log.ts';
import type { DeliveringMetrics } from '../running/metrics.ts';
import type { Count, FromThread, Line } from './messages.ts';

const EVERY_MS = 100;
// A thread that writes so many lines in a moment hands them over before it is over.
const LINES_MAX = 500;
const TIMINGS_MAX = 2_000;

export type Relay = {
  /** Hands over every line. */
  readonly log: Log;
  readonly metrics: DeliveringMetrics;
  /** Hands over what there is. */
  readonly flush: () => void;
};

export function openRelay(say: (message: FromThread) => void): Relay {
  let lines: Line[] = [];
  const counts = new Map<string, Count>();
  // No two are the same, or their order counts, so they are not added up.
  let timings: Count[] = [];
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (lines.length > 0) say({ kind: 'lines', lines });
    if (counts.size + timings.length > 0) say({ kind: 'counts', counts: [...counts.values(), ...timings] });
    lines = [];
    counts.clear();
    timings = [];
  }

  function soon(): void {
    if (lines.length >= LINES_MAX || timings.length >= TIMINGS_MAX) flush();
    else timer ??= setTimeout(flush, EVERY_MS);
  }

  const write = (level: Line[0]) => (event: string, fields?: Fields) => {
    lines.push([level, event, fields]);
    soon();
  };

  function count<Name extends keyof DeliveringMetrics>(name: Name, args: Parameters<DeliveringMetrics[Name]>): void {
    const key = `${name} ${args.join(' ')}`;
    counts.set(key, [name, args, (counts.get(key)?.[2] ?? 0) + 1] as unknown as Count);
    soon();
  }

  function time(one: Count): void {
    timings.push(one);
    soon();
  }

  return {
    log: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
    metrics: {
      judged: (...args) => count('judged', args),
      failed: (...args) => count('failed', args),
      attempted: (...args) => count('attempted', args),
      slow: (...args) => count('slow', args),
      worked: (...args) => time(['worked', args, 1]),
      tried: (...args) => time(['tried', args, 1]),
      arrived: (...args) => time(['arrived', args, 1]),
      circuit: (...args) => time(['circuit', args, 1]),
    },
    flush,
  };
}
