/** What a scenario of one provider works with. */
import type { FaultKind } from '../../generated/mock/models.ts';
import type { ReceiverRules } from '../simulate/receiver-rules.ts';
import type { Finding } from './check.ts';
import type { Probe, Sent } from './probe.ts';

export type Context = {
  readonly probe: Probe;
  readonly rules: ReceiverRules;
  /** The faults that messages of this provider can have with these settings. */
  readonly faults: readonly FaultKind[];
  /** Real milliseconds that an answer may take. */
  readonly answerMsMax: number;
  /** A text that no answer may contain. */
  readonly canary: string;
  /** Texts that no answer may contain; the canary is one of them. */
  readonly secrets: readonly string[];
  /** Runs `send` and counts what the receiver handed on within `withinMs` (10 s if absent). Not observable without `--observe`. */
  observed(expected: number, send: () => Promise<readonly Sent[]>, withinMs?: number): Promise<Finding>;
  /** Restarts the receiver. Absent without `--restart`. */
  readonly restart?: () => Promise<void>;
  /** Whether `--observe` says what the receiver hands on. */
  readonly isObserved: boolean;
};
