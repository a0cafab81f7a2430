/** What a message has become. A stored message changes its state and its verdict here alone, because each change is counted. */
import type Database from 'better-sqlite3';
import type { MessageState, VerdictName } from '../../store.ts';
import type { Counted, MessageCounts } from '../counts/writes.ts';

type Row = Counted & { readonly conflicts_with: string | null };
type Judged = {
  readonly state: MessageState;
  readonly reason: string | null;
  readonly verdict: VerdictName;
  /** As JSON. */
  readonly findings: string;
};

export type MessageStates = ReturnType<typeof messageStates>;

export function messageStates(db: Database.Database, counts: MessageCounts) {
  const find = db.prepare<[number], Row>(
    'SELECT source, received_at_ms, state, verdict, conflicts_with FROM messages WHERE sequence = ?',
  );
  const judge = db.prepare<[string, string | null, string, string, number]>(
    'UPDATE messages SET state = ?, reason = ?, verdict = ?, findings = ? WHERE sequence = ?',
  );
  const change = db.prepare<[MessageState, string | null, number]>(
    'UPDATE messages SET state = ?, reason = ? WHERE sequence = ?',
  );

  function recount(before: Counted | undefined, after: Partial<Counted>): void {
    if (before === undefined) return;
    counts.note(before, -1);
    counts.note({ ...before, ...after }, 1);
  }

  return {
    /** The row is written by the caller. */
    stored: (message: Counted): void => counts.note(message, 1),

    judge(sequence: number, { state, reason, verdict, findings }: Judged): void {
      recount(find.get(sequence), { state, verdict });
      judge.run(state, reason, verdict, findings, sequence);
    },

    /** Its verdict stays. */
    become(sequence: number, state: 'failed' | 'received', reason: string | null): void {
      recount(find.get(sequence), { state });
      change.run(state, reason, sequence);
    },

    /** False, and nothing changes, if it is in none of those states. A message that never was work (a conflict) cannot become work. */
    reopen(sequence: number, states: readonly MessageState[], reason: string): boolean {
      const row = find.get(sequence);
      if (row === undefined || row.conflicts_with !== null || !states.includes(row.state)) return false;
      recount(row, { state: 'received' });
      change.run('received', reason, sequence);
      return true;
    },
  };
}
