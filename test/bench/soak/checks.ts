/** What a soak holds a gateway to, once it is warm: nothing grows. */
import { median, number } from '../figures.ts';

/** A part of the soak, a few seconds long. */
export type Window = {
  readonly ackP99Ms: number;
  readonly sinkP99Ms: number;
  readonly loopP99Ms: number;
  readonly residentMb: number;
  readonly storeMb: number;
  /** Zettle's messages so far: their ids are remembered for longer than the soak lasts. */
  readonly remembered: number;
};

export type Check = {
  readonly what: string;
  readonly early: string;
  readonly late: string;
  readonly bound: string;
  readonly ok: boolean;
};

// A new process compiles, fills its caches and its store until retention begins to take as much as comes.
const WARM_PART = 0.3;
// Of an identity with its message's row, without body and events.
const REMEMBERED_BYTES = 1_024;
const LOOP_P99_MS_MAX = 10;

export function growth(windows: readonly Window[]): Check[] {
  const warm = windows.slice(Math.ceil(windows.length * WARM_PART));
  const half = Math.floor(warm.length / 2);
  const [early, late] = [warm.slice(0, half), warm.slice(-half)];
  const grows = (what: string, unit: string, of: (window: Window) => number, factor: number, slack: number): Check => {
    const [before, after] = [median(early.map(of)), median(late.map(of))];
    const bound = before * factor + slack;
    const text = (value: number) => `${number(value)} ${unit}`;
    return { what, early: text(before), late: text(after), bound: `≤ ${text(bound)}`, ok: after <= bound };
  };
  const ownMb = ({ storeMb, remembered }: Window) => storeMb - (remembered * REMEMBERED_BYTES) / 2 ** 20;
  const loops = windows.map(({ loopP99Ms }) => loopP99Ms);
  return [
    grows('memory', 'MB', ({ residentMb }) => residentMb, 1.1, 5),
    grows('ack p99', 'ms', ({ ackP99Ms }) => ackP99Ms, 1.5, 5),
    grows('ack → steady sink p99', 'ms', ({ sinkP99Ms }) => sinkP99Ms, 1.5, 20),
    grows('store, without remembered ids', 'MB', ownMb, 1.2, 2),
    {
      what: 'event loop p99 of the receiving thread, worst part',
      early: `${number(loops[0] ?? Number.NaN)} ms`,
      late: `${number(Math.max(...loops.slice(1)))} ms`,
      bound: `≤ ${LOOP_P99_MS_MAX} ms`,
      ok: Math.max(...loops) <= LOOP_P99_MS_MAX,
    },
  ];
}

/** Something that must be none at the end. */
export const none = (what: string, count: number): Check => ({
  what,
  early: '',
  late: number(count),
  bound: 'none',
  ok: count === 0,
});
