/** Finds messages by what they are about, through indexes: the subject of their events, and the topics of their identities. */
import type Database from 'better-sqlite3';
import { REFERRED_MAX, topicsOf } from '../../shared/references.ts';

export function findByReference(db: Database.Database): (reference: string) => readonly number[] {
  const bySubject = db
    .prepare<[string, number], number>(
      `SELECT message_sequence FROM events INDEXED BY events_by_subject
       WHERE subject IS NOT NULL AND subject = ? COLLATE NOCASE ORDER BY rowid DESC LIMIT ?`,
    )
    .pluck();
  const subjectsOf = db
    .prepare<[number], string>('SELECT DISTINCT subject FROM events WHERE message_sequence = ? AND subject IS NOT NULL')
    .pluck();
  const nextSource = db.prepare<[string], string | null>('SELECT min(source) FROM topics WHERE source > ?').pluck();
  const byTopic = db
    .prepare<[string, string], number>('SELECT changed_at_sequence FROM topics WHERE source = ? AND topic = ?')
    .pluck();

  /** A topic knows its latest message only; what that is about leads to the others. */
  function ofTopics(reference: string): readonly number[] {
    const found: number[] = [];
    for (let source = nextSource.get(''); typeof source === 'string'; source = nextSource.get(source))
      for (const topic of topicsOf(reference)) found.push(...byTopic.all(source, topic));
    return found;
  }

  return (reference) => {
    const latest = ofTopics(reference);
    const direct = [...bySubject.all(reference, REFERRED_MAX), ...latest];
    const related = latest.flatMap((sequence) =>
      subjectsOf.all(sequence).flatMap((subject) => bySubject.all(subject, REFERRED_MAX)),
    );
    return [...new Set([...direct, ...related])];
  };
}
