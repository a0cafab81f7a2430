/** What a provider asks of whoever receives its pushes: the words and rules that `pushdock conformance` adds to the classic scenarios. */
import type { Emission } from '../../generated/mock/models.ts';

/** What is expected of a receiver. `once`: of what it hands on, which only an observer sees. */
export type Kind = 'acknowledge' | 'refuse' | 'once' | 'secret';

export type OwnRule = {
  readonly id: string;
  readonly title: string;
  readonly expect: 'acknowledge' | 'refuse';
  /** The one status that will do, where any of its kind will not. */
  readonly status?: number;
  readonly send: Omit<Emission, 'provider'>;
  readonly fix: string;
};

export type ReceiverRules = {
  /** What is sent where a scenario needs any sound message. */
  readonly event: string;
  /** One that always becomes something that is handed on; absent: any. */
  readonly variant?: string;
  /** Why it matters at this provider. */
  readonly why: Readonly<Record<Kind, string>>;
  /** Headers that pretend to be a proof and cannot be one; a sentence where the provider has no such header. */
  readonly malformedProof: Readonly<Record<string, string>> | string;
  /** Whether a document that is broken off is acknowledged; `either`: its proof lies in the document. */
  readonly malformedBody: 'acknowledge' | 'either';
  /** The status that a good answer must have; absent: any 2xx. */
  readonly status?: number;
  /** Classic scenarios that mean nothing here, with the reason. */
  readonly notApplicable?: Readonly<Record<string, string>>;
  readonly own: readonly OwnRule[];
};
