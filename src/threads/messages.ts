/** What the gateway and its delivering thread say to each other. */
import type { Fields } from '../log.ts';
import type { LoopLag } from '../running/lag-record.ts';
import type { DeliveringMetrics } from '../running/metrics.ts';
import type { SharedStore } from '../store/shared-store.ts';
import type { Calls } from './calls.ts';
import type { Failure } from './crossing.ts';

export type ThreadData = {
  /** By `packed`. */
  readonly configuration: unknown;
  readonly store: SharedStore;
  /** For how long the time of day is in doubt. */
  readonly doubtForMs: number;
  /** Where it says what it works on (`under-way.ts`). */
  readonly underWay: SharedArrayBuffer;
  /** Messages that were cut off and are not set aside yet. */
  readonly cutOff: readonly string[];
};

export type Line = readonly [level: 'debug' | 'info' | 'warn' | 'error', event: string, fields: Fields | undefined];

/** What delivering counts: the name of the counter, its arguments, and how often. */
export type Count = {
  readonly [K in keyof DeliveringMetrics]: readonly [K, Parameters<DeliveringMetrics[K]>, number];
}[keyof DeliveringMetrics];

/** `open`, with its data, comes first. */
export type ToThread = {
  readonly number: number;
  readonly name: 'open' | keyof Calls;
  readonly args: readonly unknown[];
};

export type FromThread =
  | { readonly kind: 'answer'; readonly number: number; readonly answer: unknown }
  | { readonly kind: 'failure'; readonly number: number; readonly failure: Failure }
  | { readonly kind: 'lines'; readonly lines: readonly Line[] }
  | { readonly kind: 'counts'; readonly counts: readonly Count[] }
  | { readonly kind: 'lag'; readonly lag: LoopLag }
  /** A message that was cut off is set aside now. The next thread tries it, if an operator asks for that. */
  | { readonly kind: 'set-aside'; readonly messageId: string }
  /** The error that nothing caught; the thread ends of it. */
  | { readonly kind: 'ending'; readonly fault: string };
