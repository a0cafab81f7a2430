/** `Corpus` on the file of a store, beside the process that owns it. */
import { existsSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { type EventRow, eventColumns, storedEvent } from '../shared/event-rows.ts';
import type { Corpus, CorpusFilter, CorpusItem } from '../store.ts';
import { StoreUnavailable } from '../store.ts';
import { openForReading } from './file/connection.ts';
import { APPLICATION_ID } from './file/migrate.ts';
import { explaining } from './file/trouble.ts';
import { messageReader } from './messages/reader.ts';
import { migrations } from './migrations/list.ts';
import { resultReader } from './results/reads.ts';

// The first schema with every column that is read here. A read-only connection migrates nothing.
const SCHEMA_MIN = 3;
// Each is one question; the messages themselves are read one by one.
const SEQUENCES_AT_ONCE = 500;

/** Throws `StoreUnavailable` if there is not a store that this version can read. */
export function openSqliteCorpus(path: string): Corpus {
  if (!existsSync(path)) throw new StoreUnavailable(`No store exists at ${path}.`, { fatal: true });
  const db = explaining(path, () => openForReading(path));
  try {
    explaining(path, () => readable(db));
  } catch (error) {
    db.close();
    throw error;
  }
  return { messages: (filter, limit) => walk(db, filter, limit), close: async () => void db.close() };
}

function readable(db: Database.Database): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  const owner = Number(db.pragma('application_id', { simple: true }));
  const newest = migrations.at(-1)?.number ?? 0;
  if (owner === APPLICATION_ID && version >= SCHEMA_MIN && version <= newest) return;
  const why =
    owner === APPLICATION_ID
      ? `has schema ${version}, and this version reads ${SCHEMA_MIN} to ${newest}`
      : 'is not a store of Pushdock';
  throw new StoreUnavailable(`${db.name} ${why}.`, { fatal: true });
}

async function* walk(
  db: Database.Database,
  { provider, source }: CorpusFilter,
  limit: number,
): AsyncIterable<CorpusItem> {
  const read = messageReader(db);
  const resultOf = resultReader(db);
  const eventsOf = db.prepare<[number], EventRow>(
    `SELECT ${eventColumns} FROM events e JOIN messages m ON m.sequence = e.message_sequence
     WHERE e.message_sequence = ? ORDER BY e.sequence`,
  );
  const next = db.prepare<
    { provider: string | null; source: string | null; before: number; limit: number },
    { sequence: number }
  >(
    `SELECT sequence FROM messages WHERE sequence < :before AND state IN ('processed', 'quarantined') AND conflicts_with IS NULL
       AND body_forgotten = 0 AND (:provider IS NULL OR provider = :provider) AND (:source IS NULL OR source = :source)
     ORDER BY sequence DESC LIMIT :limit`,
  );
  let before = Number.MAX_SAFE_INTEGER;
  for (let left = limit; left > 0; ) {
    const rows = next.all({
      provider: provider ?? null,
      source: source ?? null,
      before,
      limit: Math.min(left, SEQUENCES_AT_ONCE),
    });
    for (const { sequence } of rows) {
      const result = resultOf(sequence);
      yield {
        message: read.message(sequence),
        documents: read.documents(sequence),
        ...(result && { result }),
        events: eventsOf.all(sequence).map(storedEvent),
      };
      before = sequence;
    }
    left -= rows.length;
    if (rows.length < SEQUENCES_AT_ONCE) return;
  }
}
