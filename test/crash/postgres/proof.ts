/** Holds what senders were promised against what arrived, and prints it as a table. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Recorder } from './recorder.ts';
import type { Senders } from './senders.ts';

export type Proof = {
  readonly acknowledged: number;
  readonly stored: number;
  readonly delivered: number;
  /** Acknowledged, and no event arrived. */
  readonly lost: number;
  /** Events that arrived once more than once. */
  readonly repeated: number;
  /** Pushes that became more than one event. */
  readonly twice: number;
};

export function proofOf(senders: Senders, { arrivals }: Recorder, stored: number): Proof {
  const ids = new Map<string, Set<string>>();
  for (const { id, mark } of arrivals) ids.set(mark, (ids.get(mark) ?? new Set()).add(id));
  const delivered = new Set(arrivals.map(({ id }) => id)).size;
  return {
    acknowledged: senders.count(),
    stored,
    delivered,
    lost: [...senders.acknowledged.values()].flat().filter((mark) => !ids.has(mark)).length,
    repeated: arrivals.length - delivered,
    twice: [...ids.values()].filter(({ size }) => size > 1).length,
  };
}

const columns = ['acknowledged', 'stored', 'delivered', 'lost', 'repeated'] as const;

/** The line of this proof under its heading. */
export function printProof(t: TestContext, name: string, proof: Proof): void {
  const width = Math.max(name.length, 28);
  t.diagnostic(`${'proof'.padEnd(width)} ${columns.join(' ')}`);
  t.diagnostic(
    `${name.padEnd(width)} ${columns.map((column) => String(proof[column]).padStart(column.length)).join(' ')}`,
  );
}

/** Nothing acknowledged is lost, and no push is two events. */
export function mustHold(proof: Proof): void {
  assert.deepEqual({ lost: proof.lost, twice: proof.twice }, { lost: 0, twice: 0 });
  assert.ok(proof.stored >= proof.acknowledged, `${proof.stored} stored, ${proof.acknowledged} acknowledged`);
}
