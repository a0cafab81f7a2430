/**
 * Which message has an identity (migration 26). Identities are stored in the order of their messages, so a batch of appends writes the last pages of their table. They are found by
 * a hash of their name. Hashes are random, and in a large index each new one would dirty a page of its own. So recent hashes are in a table in the writer's memory, which a rollback takes
 * back like any other. They move to the index in the order of hashes, some hundreds at a time, because neighbours among thousands share pages.
 *
 * Each identity is in one of the two. Durable is up to which message all are in the index, so a start reads those of later messages into memory again. An entry whose identity is gone
 * misleads nobody, because a look compares the whole name.
 */
import { hash } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { IdentityName } from '../../store.ts';

export const indexLimits = {
  // About 25 bytes each. A start reads up to four times as many (30 ms), because one turn through all hashes takes twice as many appends.
  recent_max: 16_384,
  // About half a millisecond, which the append that causes it waits for.
  portion: 256,
};
/** Below every hash. */
const NONE = -1;

/** 44 bits, which SQLite stores in six bytes. Two names may have one hash, so a look compares the names too. */
export const hashOf = ({ kind, key }: IdentityName): number =>
  Number.parseInt(hash('sha256', `${kind} ${key}`, 'hex').slice(0, 11), 16);

/** Lets SQL call `identity_hash(kind, key)`, where the table is filled otherwise than by appends. */
export function withIdentityHash(db: Database.Database): void {
  db.function('identity_hash', { deterministic: true }, (kind, key) =>
    hashOf({ kind: String(kind), key: String(key) }),
  );
}

/** Hashes and indexes all identities: after they were put there by other ways than the writer's. */
export function indexAll(db: Database.Database): void {
  db.exec(`UPDATE identities SET hash = identity_hash(kind, key);
    DELETE FROM identity_index;
    INSERT OR IGNORE INTO identity_index (hash, message_sequence) SELECT hash, message_sequence FROM identities ORDER BY hash, message_sequence;
    UPDATE intake SET identities_indexed_until = (SELECT ifnull(max(sequence), 0) FROM messages)`);
}

/** For connections that only read, too: identities of later messages are looked at one by one, 65,000 at most (4 ms). */
export function holdersOf(db: Database.Database): (name: IdentityName) => readonly number[] {
  const until = '(SELECT identities_indexed_until FROM intake WHERE id = 1)';
  const find = db
    .prepare<{ hash: number; kind: string; key: string }, number>(
      `SELECT i.message_sequence FROM identity_index x CROSS JOIN identities i ON i.message_sequence = x.message_sequence
         AND i.hash = :hash AND i.kind = :kind AND i.key = :key WHERE x.hash = :hash
       UNION SELECT message_sequence FROM identities WHERE message_sequence > ${until} AND hash = :hash AND kind = :kind AND key = :key`,
    )
    .pluck();
  return (name) => find.all({ hash: hashOf(name), kind: name.kind, key: name.key });
}

export function identityIndex(db: Database.Database, { recent_max, portion } = indexLimits) {
  db.exec(`
    CREATE TEMP TABLE recent_identities (hash INTEGER NOT NULL, message_sequence INTEGER NOT NULL, PRIMARY KEY (hash, message_sequence)) STRICT, WITHOUT ROWID;
    INSERT INTO recent_identities SELECT DISTINCT hash, message_sequence FROM identities
      WHERE message_sequence > (SELECT identities_indexed_until FROM intake WHERE id = 1) ORDER BY hash, message_sequence;
    CREATE TEMP TRIGGER identities_forgotten AFTER DELETE ON main.identities BEGIN
      DELETE FROM recent_identities WHERE hash = old.hash AND message_sequence = old.message_sequence;
      DELETE FROM identity_index WHERE hash = old.hash AND message_sequence = old.message_sequence;
    END`);
  const remember = db.prepare<[number, number]>(
    'INSERT OR IGNORE INTO recent_identities (hash, message_sequence) VALUES (?, ?)',
  );
  const index = db.prepare<[number, number]>(
    'INSERT OR IGNORE INTO identity_index (hash, message_sequence) VALUES (?, ?)',
  );
  const endOf = db
    .prepare<[number], number>(
      `SELECT hash FROM recent_identities WHERE hash > ? ORDER BY hash LIMIT 1 OFFSET ${portion - 1}`,
    )
    .pluck();
  const move = db.prepare<[number, number]>(
    `INSERT OR IGNORE INTO identity_index (hash, message_sequence)
     SELECT hash, message_sequence FROM recent_identities WHERE hash > ? AND hash <= ? ORDER BY hash, message_sequence`,
  );
  const drop = db.prepare<[number, number]>('DELETE FROM recent_identities WHERE hash > ? AND hash <= ?');
  const count = db.prepare<[], number>('SELECT count(*) FROM recent_identities').pluck();
  const indexed = db.prepare<[]>(
    `UPDATE intake SET identities_indexed_until = (SELECT ifnull(min(message_sequence) - 1, (SELECT ifnull(max(sequence), 0) FROM messages))
       FROM recent_identities) WHERE id = 1`,
  );
  // A transaction that is rolled back leaves these as it made them. What is found does not depend on them, and each turn counts again.
  let size = count.get() ?? 0;
  let turnedTo = NONE;
  let added = 0;

  function indexPortion(): void {
    const end = endOf.get(turnedTo);
    const range = [turnedTo, end ?? Number.MAX_SAFE_INTEGER] as const;
    move.run(...range);
    size -= drop.run(...range).changes;
    turnedTo = end ?? NONE;
    if (end !== undefined) return;
    indexed.run();
    size = count.get() ?? 0;
  }

  return {
    /** Of a new message, whose sequence is higher than all before. */
    add(hashed: number, sequence: number): void {
      remember.run(hashed, sequence);
      size += 1;
      added += 1;
      // Faster than they come where a start has left more, and not with every push.
      if (size < recent_max || added < portion / 2) return;
      indexPortion();
      added = 0;
    },
    /** Of any message: one of an earlier message would not be put into memory again by the next start. */
    addIndexed: (hashed: number, sequence: number): void => void index.run(hashed, sequence),
  };
}
