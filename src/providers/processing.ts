/** The side of a provider after the ack: what it is given, what it may do meanwhile, and what a message comes to. It works from stored bytes, and may be repeated. */
import type { Judgement } from '../contracts/judge.ts';
import type { Json } from '../formats/json.ts';
import type { Log } from '../log.ts';
import type { Clock } from '../running/clock.ts';
import { lazily } from '../running/lazily.ts';
import type { BusinessResult, FetchedDocument, Finding, StoredMessage, VerdictName } from '../store/store.ts';

/** What processing may use. */
export type ProcessingContext = {
  readonly log: Log;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /**
   * Runs work that has the thread for itself: reading, judging, normalising after something was waited for (what `process` does before its first
   * wait is seen to). What takes long is told, and what takes far too long is cut off where messages are processed on a thread of their own.
   */
  alone<T>(work: () => T): T;
  /** Runs what waits for another system, so that a trace shows how long: the provider's API, the responder, an answer that was promised. */
  outside<T>(step: 'follow-up' | 'decide' | 'answer', work: () => Promise<T>): Promise<T>;
  /** Keeps a fetched document durably before anything is done with it. */
  keep(document: FetchedDocument): Promise<void>;
  /** Tells the provider at once that the result comes later, because nothing will be decided soon. Durable when it resolves. */
  defer(): Promise<void>;
  /** Settles the business result durably and lets the waiting connection answer. `answerOwed`: the connection is closed, and the result was promised for later. */
  settle(result: BusinessResult): Promise<{ readonly answerOwed: boolean }>;
  /** The owed answer has reached the provider; it is not sent again. */
  answered(): Promise<void>;
};

export type ProcessingInput = {
  readonly message: StoredMessage;
  readonly documents: readonly FetchedDocument[];
  /** The business result, where an earlier attempt settled one, and whether the provider was promised it for later. */
  readonly result?: BusinessResult;
  /** When that was. */
  readonly resultSinceMs?: number;
  readonly answerOwed: boolean;
  /** 1 for the first try. */
  readonly attempt: number;
};

/** An event before it gets its envelope. `data` satisfies the schema of `type` in `spec/events`, whatever arrived: `sources.ts` makes sure of it. */
export type NormalisedEvent = {
  readonly type: string;
  readonly subject?: string;
  /** The provider's own time as RFC 3339 with a zone; absent where it gave none. */
  readonly time?: string;
  readonly data: Json;
};

export type Processed =
  | {
      readonly kind: 'processed';
      readonly verdict: VerdictName;
      readonly findings: readonly Finding[];
      readonly events: readonly NormalisedEvent[];
      /** Its events go out, and the work goes on after `waitMs` at the least: the provider has not got its promised answer yet. */
      readonly again?: { readonly reason: string; readonly waitMs: number };
    }
  /** Not readable or not to be trusted: stored and visible, but not delivered. */
  | {
      readonly kind: 'quarantined';
      readonly verdict: VerdictName;
      readonly findings: readonly Finding[];
      readonly reason: string;
    }
  /** Its business result is owed, and somebody else gives it: laid aside until then. */
  | { readonly kind: 'waiting'; readonly reason: string }
  /** Someone else is down: try again later. `patient`: the provider itself says when it is enough. */
  | { readonly kind: 'retry'; readonly reason: string; readonly retryAfterMs?: number; readonly patient?: true }
  /** Will never succeed. */
  | { readonly kind: 'failed'; readonly reason: string };

type Judged = Extract<Processed, { kind: 'processed' | 'quarantined' }>;

/** Whether it has come to an end with a verdict; else it is tried again, given up, or waits for somebody's decision. */
export const isJudged = (processed: Processed): processed is Judged =>
  processed.kind === 'processed' || processed.kind === 'quarantined';

/** The side after the ack: follow up, parse, judge, normalise. Given the same stored bytes and documents it gives the same events. */
export type Processing = {
  process(input: ProcessingInput, context: ProcessingContext): Promise<Processed>;
  /** What can be said of the message alone, where processing asks somebody else first; for a sandbox. `undefined`: processing says it. */
  judge?(message: Pick<StoredMessage, 'bytes' | 'headers'>): Judgement | Promise<Judgement | undefined>;
};

/** Of a source where no messages are processed: what that needs is loaded by the first one that somebody tries there. */
export function processingOnDemand(load: () => Promise<Processing>): Processing {
  const loaded = lazily(load);
  return {
    process: async (input, context) => (await loaded()).process(input, context),
    judge: async (message) => (await loaded()).judge?.(message),
  };
}

/**
 * The context of work that calls no system and settles nothing: a replay (providers were called and answered when the message was new), a message that
 * somebody tries in the sandbox. An aborted signal keeps every call from leaving.
 */
export function contextOfTrial({
  log,
  clock,
  alone = (work) => work(),
}: Pick<ProcessingContext, 'log' | 'clock'> & Partial<Pick<ProcessingContext, 'alone'>>): ProcessingContext {
  const never = () => Promise.reject(new Error('such work fetches nothing and answers no provider'));
  return {
    ...{ log, clock, alone, signal: AbortSignal.abort() },
    ...{ outside: (_, work) => work(), keep: never, defer: never, settle: never, answered: never },
  };
}
