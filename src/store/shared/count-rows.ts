/** Rows of counts as the interface shows them. */
import type { MessageCount, MessageState, VerdictName } from '../store.ts';

export const HOUR_MS = 3_600_000;

/** `hour`: hours since the epoch. `verdict`: empty while there is none. */
export type CountRow = {
  readonly hour: number;
  readonly source: string;
  readonly state: MessageState;
  readonly verdict: VerdictName | '';
  readonly count: number;
};

export const countOf = ({ hour, source, state, verdict, count }: CountRow): MessageCount => ({
  atMs: hour * HOUR_MS,
  source,
  state,
  ...(verdict !== '' && { verdict }),
  count,
});
