/**
 * Keeps the counts of messages that have ended (migration 20). What a transaction changes is added up here, and each count is written once, before the commit.
 * So a count and what it counts are durable together. Messages that wait are counted when somebody asks (`reads.ts`), and an ack writes no count.
 */
import type Database from 'better-sqlite3';
import { HOUR_MS } from '../../shared/count-rows.ts';
import type { MessageState, VerdictName } from '../../store.ts';

/** What a message is counted as. `verdict`: null while there is none. */
export type Counted = {
  readonly source: string;
  readonly received_at_ms: number;
  readonly state: MessageState;
  readonly verdict: VerdictName | null;
};

export type MessageCounts = {
  /** Drops what a transaction has noted that was rolled back. Before the first change of the next one. */
  begin(): void;
  note(counted: Counted, difference: 1 | -1): void;
  /** Before the commit. */
  write(): void;
};

export function messageCounts(db: Database.Database): MessageCounts {
  const add = db.prepare<[number, string, string, string, number]>(
    `INSERT INTO message_counts (hour, source, state, verdict, count) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (hour, source, state, verdict) DO UPDATE SET count = count + excluded.count`,
  );
  // A count of more than 100 days ago may be forgotten, and does not come back as less than nothing.
  const take = db.prepare<[number, number, string, string, string]>(
    'UPDATE message_counts SET count = count + ? WHERE hour = ? AND source = ? AND state = ? AND verdict = ?',
  );
  const noted = new Map<string, Counted & { difference: number }>();

  return {
    begin: () => noted.clear(),
    note(counted, difference) {
      if (counted.state === 'received') return;
      const key = `${hourOf(counted)} ${counted.state} ${counted.verdict} ${counted.source}`;
      const known = noted.get(key);
      if (known === undefined) noted.set(key, { ...counted, difference });
      else known.difference += difference;
    },
    write() {
      for (const { source, state, verdict, difference, ...rest } of noted.values()) {
        if (difference > 0) add.run(hourOf(rest), source, state, verdict ?? '', difference);
        else if (difference < 0) take.run(difference, hourOf(rest), source, state, verdict ?? '');
      }
      noted.clear();
    },
  };
}

const hourOf = ({ received_at_ms }: Pick<Counted, 'received_at_ms'>): number => Math.floor(received_at_ms / HOUR_MS);

/** Counts every message that has ended: after they were put there by other ways than the writer's. */
export function countAll(db: Database.Database): void {
  db.exec(`DELETE FROM message_counts;
    INSERT INTO message_counts (hour, source, state, verdict, count)
    SELECT received_at_ms / ${HOUR_MS}, source, state, ifnull(verdict, ''), count(*) FROM messages WHERE state <> 'received' GROUP BY 1, 2, 3, 4`);
}
