/** How many messages there were, by hour. */
import type { MessageState, VerdictName } from './messages.ts';

/** `stepMs`: a whole number of hours. Hours that the range touches are counted whole. */
export type CountRequest = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
  readonly source?: string;
};

/** Messages that were received in the step that begins at `atMs`, by what has become of them. */
export type MessageCount = {
  readonly atMs: number;
  readonly source: string;
  readonly state: MessageState;
  readonly verdict?: VerdictName;
  readonly count: number;
};
