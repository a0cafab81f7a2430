/** Decides whether a push is new, a repeat, or a conflict, inside the transaction that stores it. */
import type Database from 'better-sqlite3';
import type { Identity } from '../../store.ts';
import { read, written } from './bindings.ts';
import { hashOf, identityIndex, indexLimits } from './identity-index.ts';

type Holder = { message_sequence: number; message_id: string; binding: string; expires_at_ms: number | null };
/** An identity in the index, and who holds it. */
type Found = { readonly hash: number; readonly held: Holder | undefined };
type Topic = { value: string; changed_at_sequence: number };

export type Judgement =
  | { readonly kind: 'new'; readonly found: readonly Found[]; readonly possibleRepeatOf?: string }
  | { readonly kind: 'duplicate'; readonly sequence: number; readonly messageId: string }
  | { readonly kind: 'conflict'; readonly identity: Identity; readonly messageId: string };

export function identities(db: Database.Database, limits = indexLimits) {
  const index = identityIndex(db, limits);
  const places = ['recent_identities', 'identity_index'].map(
    (table) => `SELECT message_sequence FROM ${table} WHERE hash = :hash`,
  );
  const holder = db.prepare<{ hash: number; source: string; kind: string; key: string }, Holder>(
    `SELECT i.message_sequence, m.id AS message_id, i.binding, i.expires_at_ms FROM (${places.join(' UNION ALL ')}) x
     CROSS JOIN identities i ON i.message_sequence = x.message_sequence AND i.hash = :hash AND i.kind = :kind AND i.key = :key
     CROSS JOIN messages m ON m.sequence = i.message_sequence WHERE i.source = :source`,
  );
  const insert = db.prepare<[string, string, string, string, number, number | null, number]>(
    'INSERT OR REPLACE INTO identities (source, kind, key, binding, message_sequence, expires_at_ms, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const release = db.prepare<[number, number, string, string]>(
    'DELETE FROM identities WHERE message_sequence = ? AND hash = ? AND kind = ? AND key = ?',
  );
  const topicOf = db.prepare<[string, string], Topic>(
    'SELECT value, changed_at_sequence FROM topics WHERE source = ? AND topic = ?',
  );
  const turn = db.prepare<[string, string, string, number]>(
    'INSERT OR REPLACE INTO topics (source, topic, value, changed_at_sequence) VALUES (?, ?, ?, ?)',
  );

  /** It is a repeat only if no other value was seen for the topic since the message that has the identity. */
  function stillCurrent(source: string, identity: Identity, held: Holder): boolean {
    if (!identity.unless) return true;
    const topic = topicOf.get(source, identity.unless.topic);
    return !topic || held.message_sequence >= topic.changed_at_sequence;
  }

  function find(source: string, { kind, key }: Identity): Found {
    const hash = hashOf({ kind, key });
    return { hash, held: holder.get({ hash, source, kind, key }) };
  }

  /** Binds it to the message and to no other. */
  function give(source: string, identity: Identity, { hash, held }: Found, sequence: number, nowMs: number): void {
    const { kind, key, binding, windowMs } = identity;
    if (held) release.run(held.message_sequence, hash, kind, key);
    const expiresAtMs = windowMs === undefined ? null : nowMs + windowMs;
    insert.run(source, kind, key, written(binding, key), sequence, expiresAtMs, hash);
  }

  return {
    /** A conflict of any identity outweighs a repeat of another: a push that is only partly known must not be trusted as a whole. */
    judge(source: string, all: readonly Identity[], nowMs: number): Judgement {
      let repeat: Holder | undefined;
      let maybe: string | undefined;
      const found = all.map((identity) => find(source, identity));
      for (const [place, identity] of all.entries()) {
        const held = found[place]?.held;
        if (!held) continue;
        const remembered = held.expires_at_ms === null || nowMs < held.expires_at_ms;
        if (read(held.binding, identity.key) !== identity.binding) {
          if (remembered) return { kind: 'conflict', identity, messageId: held.message_id };
        } else if (remembered && stillCurrent(source, identity, held)) repeat ??= held;
        else maybe ??= held.message_id;
      }
      if (repeat) return { kind: 'duplicate', sequence: repeat.message_sequence, messageId: repeat.message_id };
      return { kind: 'new', found, ...(maybe !== undefined && { possibleRepeatOf: maybe }) };
    },

    /** Binds all its identities, as `judge` found them, to the new message. */
    take(source: string, all: readonly Identity[], found: readonly Found[], sequence: number, nowMs: number): void {
      for (const [place, identity] of all.entries()) {
        const { unless } = identity;
        const known = found[place] ?? find(source, identity);
        give(source, identity, known, sequence, nowMs);
        index.add(known.hash, sequence);
        if (unless && topicOf.get(source, unless.topic)?.value !== unless.value) {
          turn.run(source, unless.topic, unless.value, sequence);
        }
      }
    },

    /** A repeat with a further identity (Zettle signs each try again): binds that identity to the first message, too. */
    bind(source: string, all: readonly Identity[], sequence: number, nowMs: number): void {
      for (const identity of all) {
        const known = find(source, identity);
        if (known.held && (known.held.expires_at_ms === null || nowMs < known.held.expires_at_ms)) continue;
        give(source, identity, known, sequence, nowMs);
        index.addIndexed(known.hash, sequence);
      }
    },
  };
}
