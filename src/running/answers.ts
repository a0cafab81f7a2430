/** What the receiving half tells of each answer to a source's push; `src/health` keeps the record. */
import type { RefusalCode } from '../problems.ts';

/** What a push shows of itself, proven or not. */
export type AnsweredRequest = {
  readonly remoteAddress: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: string;
  readonly bytes: Uint8Array;
};

export type Answered = {
  readonly provider: string;
  readonly source: string;
  /** `accepted`: durable and answered with success. Else why it was refused. */
  readonly outcome: 'accepted' | RefusalCode;
  /** For the operator; never holds a presented secret. */
  readonly detail?: string;
  readonly request: AnsweredRequest;
  /** From the last header of the request to the decision, in milliseconds. */
  readonly tookMs: number;
};

export type AnswerRecord = {
  /** Called for each push that reached the path of a configured source. Takes microseconds, never throws, and writes nothing. */
  answered(one: Answered): void;
  /** The queue of a source does not do what it is asked, and why; `undefined`: it does again. */
  queueFault?(source: string, fault: string | undefined): void;
};
