/** Identities released for a resend. The resend ends the older answer that its sender is still owed. */
import type Database from 'better-sqlite3';
import type { Identity } from '../../store.ts';

export function releasing(db: Database.Database) {
  const remember = db.prepare<[number]>(
    `INSERT OR REPLACE INTO released_identities (source, kind, key, message_sequence)
     SELECT i.source, i.kind, i.key, i.message_sequence FROM identities i
     JOIN owed_answers o ON o.message_sequence = i.message_sequence AND o.answered = 0 WHERE i.message_sequence = ?`,
  );
  const free = db.prepare<[number]>('DELETE FROM identities WHERE message_sequence = ?');
  const forget = db.prepare<[number]>('DELETE FROM released_identities WHERE message_sequence = ?');
  const former = db.prepare<[string, string, string], { sequence: number }>(
    'SELECT message_sequence AS sequence FROM released_identities WHERE source = ? AND kind = ? AND key = ?',
  );
  const answered = db.prepare<[number]>('UPDATE owed_answers SET answered = 1 WHERE message_sequence = ?');

  /** The answer is no longer owed. */
  function settleAnswer(sequence: number): void {
    answered.run(sequence);
    forget.run(sequence);
  }

  return {
    /** A result that is not final: the same identities make a new message. */
    release(sequence: number): void {
      remember.run(sequence);
      free.run(sequence);
    },
    settleAnswer,
    /** A new message has come with these identities. */
    supersede(source: string, all: readonly Identity[]): void {
      for (const { kind, key } of all) {
        const before = former.get(source, kind, key);
        if (before) settleAnswer(before.sequence);
      }
    },
  };
}
