/** What a scenario of one provider works with. */
import type { FaultKind } from '../../generated/mock/models.ts';
import type { ReceiverRules } from '../simulate/receiver-rules.ts';
import type { Finding } from './check.ts';
import type { Probe, Sent } from './probe.ts';

export type Context = {
  readonly probe: Probe;
  readonly rules: ReceiverRules;
  /** What messages of this provider can have, with these settings. */
  readonly faults: readonly FaultKind[];
  /** Real milliseconds that an answer may take. */
  readonly answerMsMax: number;
  /** A text that no answer may hold. */
  readonly canary: string;
  /** Texts that no answer may hold, the canary among them. */
  readonly secrets: readonly string[];
  /** Runs `send` and counts what the receiver handed on within `withinMs`, 10 s if absent; not observable where nobody can be asked. */
  observed(expected: number, send: () => Promise<readonly Sent[]>, withinMs?: number): Promise<Finding>;
  /** Restarts the receiver; absent: nobody said how. */
  readonly restart?: () => Promise<void>;
  /** Whether what it hands on can be seen. */
  readonly isObserved: boolean;
};
