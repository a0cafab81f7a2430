/** Rows of `messages` as the interface shows them. */
import type { Finding, MessageState, MessageSummary, VerdictName } from '../store.ts';

export type MessageRow = {
  sequence: number;
  id: string;
  provider: string;
  source: string;
  operation: string;
  received_at_ms: number;
  method: string;
  target: string;
  body_bytes: number;
  state: MessageState;
  reason: string | null;
  verdict: VerdictName | null;
  findings: string;
  possible_repeat_of: string | null;
  conflicts_with: string | null;
  receipts: number;
  credentials: string | null;
  legal_hold: string | null;
  body_forgotten: 0 | 1;
  trace: string | null;
};

export const messageColumns = `m.sequence, m.id, m.provider, m.source, m.operation, m.received_at_ms, m.method, m.target,
  m.body_bytes, m.state, m.reason, m.verdict, m.findings, m.possible_repeat_of, m.conflicts_with, m.receipts, m.credentials, m.legal_hold, m.body_forgotten,
  m.trace`;

/** How many dead letters each message has; one without any has no entry. */
export type DeadLetters = ReadonlyMap<number, number>;

export const deadLettersOf = (dead: DeadLetters, sequence: number): { readonly deadLetters?: number } => {
  const count = dead.get(sequence);
  return count === undefined ? {} : { deadLetters: count };
};

export function summary(row: MessageRow): MessageSummary {
  const findings: readonly Finding[] = JSON.parse(row.findings);
  return {
    id: row.id,
    provider: row.provider,
    source: row.source,
    operation: row.operation,
    receivedAtMs: row.received_at_ms,
    method: row.method,
    target: row.target,
    state: row.state,
    findings,
    receipts: row.receipts,
    bodyBytes: row.body_bytes,
    ...(row.credentials !== null && { credentials: JSON.parse(row.credentials) }),
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.verdict !== null && { verdict: row.verdict }),
    ...(row.possible_repeat_of !== null && { possibleRepeatOf: row.possible_repeat_of }),
    ...(row.conflicts_with !== null && { conflictsWith: row.conflicts_with }),
    ...(row.legal_hold !== null && { legalHold: row.legal_hold }),
    ...(row.trace !== null && { trace: row.trace }),
    ...(row.body_forgotten === 1 && { bodyForgotten: true as const }),
  };
}
