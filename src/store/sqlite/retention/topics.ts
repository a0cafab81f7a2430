/**
 * Forgets topics. The last word on a topic is needed while a message older than it may still be repeated, and at some time those are all gone. An index by
 * age would cost each push a page, so the reader looks through all topics, portion by portion, and the writer checks what it found.
 */
import type Database from 'better-sqlite3';

export type Topic = readonly [source: string, topic: string];

/** `last`: where the portion ended. Absent: there are no more. */
export type AgedTopics = { readonly topics: readonly Topic[]; readonly last?: Topic };

// Two looks at an index of that many rows: some milliseconds.
const PORTION = 10_000;
const aged = 'changed_at_sequence < (SELECT ifnull(min(sequence), 0) FROM messages)';
type Row = { source: string; topic: string };

export function topicReads(db: Database.Database) {
  const end = db.prepare<[string, string], Row>(
    `SELECT source, topic FROM topics WHERE (source, topic) > (?, ?) ORDER BY source, topic LIMIT 1 OFFSET ${PORTION - 1}`,
  );
  const within = db.prepare<[string, string, string, string], Row>(
    `SELECT source, topic FROM topics WHERE (source, topic) > (?, ?) AND (source, topic) <= (?, ?) AND ${aged}`,
  );
  const beyond = db.prepare<[string, string], Row>(
    `SELECT source, topic FROM topics WHERE (source, topic) > (?, ?) AND ${aged}`,
  );
  const nameOf = ({ source, topic }: Row): Topic => [source, topic];

  return {
    findAgedTopics({ after: [source, topic] }: { after: Topic }): AgedTopics {
      const last = end.get(source, topic);
      if (last === undefined) return { topics: beyond.all(source, topic).map(nameOf) };
      return { topics: within.all(source, topic, last.source, last.topic).map(nameOf), last: nameOf(last) };
    },
  };
}

export function topicCommands(db: Database.Database) {
  const forget = db.prepare<[string, string]>(`DELETE FROM topics WHERE source = ? AND topic = ? AND ${aged}`);
  return {
    forgetTopics({ topics }: { topics: readonly Topic[] }): void {
      for (const [source, topic] of topics) forget.run(source, topic);
    },
  };
}
