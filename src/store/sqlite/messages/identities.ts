/** Decides whether a push is new, a repeat, or a conflict, inside the transaction that stores it. */
import type Database from 'better-sqlite3';
import type { Identity } from '../../store.ts';
import { read, written } from './bindings.ts';

type Holder = { message_sequence: number; message_id: string; binding: string; expires_at_ms: number | null };
type Topic = { value: string; changed_at_sequence: number };

export type Judgement =
  | { readonly kind: 'new'; readonly possibleRepeatOf?: string }
  | { readonly kind: 'duplicate'; readonly sequence: number; readonly messageId: string }
  | { readonly kind: 'conflict'; readonly identity: Identity; readonly messageId: string };

export function identities(db: Database.Database) {
  const holder = db.prepare<[string, string, string], Holder>(
    `SELECT i.message_sequence, m.id AS message_id, i.binding, i.expires_at_ms
     FROM identities i JOIN messages m ON m.sequence = i.message_sequence
     WHERE i.source = ? AND i.kind = ? AND i.key = ?`,
  );
  const take = db.prepare<[string, string, string, string, number, number | null]>(
    'INSERT OR REPLACE INTO identities (source, kind, key, binding, message_sequence, expires_at_ms) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const bind = db.prepare<[string, string, string, string, number, number | null, number]>(
    `INSERT INTO identities (source, kind, key, binding, message_sequence, expires_at_ms) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET binding = excluded.binding, message_sequence = excluded.message_sequence,
       expires_at_ms = excluded.expires_at_ms WHERE identities.expires_at_ms <= ?`,
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

  return {
    /** A conflict of any identity outweighs a repeat of another: a push that is only partly known must not be trusted as a whole. */
    judge(source: string, all: readonly Identity[], nowMs: number): Judgement {
      let repeat: Holder | undefined;
      let maybe: string | undefined;
      for (const identity of all) {
        const held = holder.get(source, identity.kind, identity.key);
        if (!held) continue;
        const remembered = held.expires_at_ms === null || nowMs < held.expires_at_ms;
        if (read(held.binding, identity.key) !== identity.binding) {
          if (remembered) return { kind: 'conflict', identity, messageId: held.message_id };
        } else if (remembered && stillCurrent(source, identity, held)) repeat ??= held;
        else maybe ??= held.message_id;
      }
      if (repeat) return { kind: 'duplicate', sequence: repeat.message_sequence, messageId: repeat.message_id };
      return { kind: 'new', ...(maybe !== undefined && { possibleRepeatOf: maybe }) };
    },

    /** Binds all its identities to the new message. */
    take(source: string, all: readonly Identity[], sequence: number, nowMs: number): void {
      for (const { kind, key, binding, windowMs, unless } of all) {
        take.run(source, kind, key, written(binding, key), sequence, windowMs === undefined ? null : nowMs + windowMs);
        if (unless && topicOf.get(source, unless.topic)?.value !== unless.value) {
          turn.run(source, unless.topic, unless.value, sequence);
        }
      }
    },

    /** A repeat with a further identity (Zettle signs each try again): binds that identity to the first message, too. */
    bind(source: string, all: readonly Identity[], sequence: number, nowMs: number): void {
      for (const { kind, key, binding, windowMs } of all) {
        bind.run(
          source,
          kind,
          key,
          written(binding, key),
          sequence,
          windowMs === undefined ? null : nowMs + windowMs,
          nowMs,
        );
      }
    },
  };
}
