/** Where alerts go: the interface of a kind of target, and what it is told. */
import type { Severity } from './severity.ts';

export type AlertItem = {
  readonly kind: string;
  readonly about: string;
  readonly detail: string;
  readonly severity: Severity;
  readonly sinceMs: number;
  /** The section of the guide that explains it. */
  readonly link: string;
};

export type Alert = {
  /** The same for each attempt. */
  readonly id: string;
  readonly what: 'opened' | 'closed' | 'reminder' | 'test';
  readonly atMs: number;
  readonly items: readonly AlertItem[];
};

/** What came of an attempt. `reason`: a sentence for the operator, without a secret. */
export type Sent =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: string; readonly retryAfterMs?: number };

export type AlertTarget = {
  /** Bounds its own time, and answers every failure as a value. */
  send(alert: Alert, signal: AbortSignal): Promise<Sent>;
  close(): Promise<void>;
};
