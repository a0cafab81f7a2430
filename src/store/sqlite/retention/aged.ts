/** Finds what may be forgotten. The reader finds it and may take its time; the writer checks it again before it deletes it. */
import type Database from 'better-sqlite3';
import type { Forgotten, RetentionAges } from '../../store.ts';

export const agedKinds = ['messages', 'events', 'bodies'] as const;
export type AgedKind = (typeof agedKinds)[number];
export type Aged = { readonly kind: AgedKind; readonly beforeMs: number; readonly nowMs: number };

const notHeld = 'm.legal_hold IS NULL';
// A message that is not settled is `received`. Failed or processed work has no due_at_ms, but has one where an answer must still be delivered.
const notInWork = `m.state <> 'received' AND NOT EXISTS (SELECT 1 FROM work w WHERE w.message_sequence = m.sequence AND w.due_at_ms IS NOT NULL)`;
const settledMessage = `NOT EXISTS (SELECT 1 FROM events e JOIN deliveries d ON d.event_sequence = e.sequence
  WHERE e.message_sequence = m.sequence AND d.state = 'due')`;
// A sender's retry must still find that it is one.
const notRemembered = `NOT EXISTS (SELECT 1 FROM identities i WHERE i.message_sequence = m.sequence AND i.expires_at_ms > :now)`;

const rules = {
  messages: {
    from: 'messages m',
    key: 'm.sequence',
    where: `m.received_at_ms < :before AND ${notHeld} AND ${notInWork} AND ${settledMessage} AND ${notRemembered}`,
    forget: ['DELETE FROM messages WHERE sequence = :sequence'],
  },
  events: {
    from: 'events e JOIN messages m ON m.sequence = e.message_sequence',
    key: 'e.sequence',
    where: `e.created_at_ms < :before AND :now IS NOT NULL AND ${notHeld} AND ${notInWork}
      AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.event_sequence = e.sequence AND d.state = 'due')`,
    forget: ['DELETE FROM events WHERE sequence = :sequence'],
  },
  bodies: {
    from: 'messages m',
    key: 'm.sequence',
    where: `m.received_at_ms < :before AND :now IS NOT NULL AND m.body_forgotten = 0 AND ${notHeld} AND ${notInWork}`,
    forget: [
      `UPDATE contents SET bytes = x'' WHERE message_sequence = :sequence`,
      'DELETE FROM documents WHERE message_sequence = :sequence',
      'UPDATE messages SET body_forgotten = 1 WHERE sequence = :sequence',
    ],
  },
} as const;

const NEVER = -1;

type Bound = { now: number; before: number };

export function agedReads(db: Database.Database) {
  const find = (kind: AgedKind) => {
    const { from, key, where } = rules[kind];
    return db.prepare<[Bound & { after: number; limit: number }], { sequence: number }>(
      `SELECT ${key} AS sequence FROM ${from} WHERE ${key} > :after AND ${where} ORDER BY ${key} LIMIT :limit`,
    );
  };
  // Events and bodies that go with their message count as that message. For a kind that is kept for ever no time is early enough.
  const goesItself = rules.messages.where.replace(':before', ':messagesBefore');
  const count = (kind: AgedKind) => {
    const { from, where } = rules[kind];
    const others = kind === 'messages' ? 'AND :messagesBefore IS NOT NULL' : `AND NOT (${goesItself})`;
    return db.prepare<[Bound & { messagesBefore: number }], { count: number }>(
      `SELECT count(*) AS count FROM ${from} WHERE ${where} ${others}`,
    );
  };
  const counters = { messages: count('messages'), events: count('events'), bodies: count('bodies') };
  const finders = { messages: find('messages'), events: find('events'), bodies: find('bodies') };
  return {
    findAged({ kind, beforeMs, nowMs, after, limit }: Aged & { after: number; limit: number }): readonly number[] {
      return finders[kind].all({ before: beforeMs, now: nowMs, after, limit }).map(({ sequence }) => sequence);
    },

    countAged({ nowMs, ages }: { nowMs: number; ages: RetentionAges }): Forgotten {
      const before = (ageMs: number | undefined) => (ageMs === undefined ? NEVER : nowMs - ageMs);
      const messagesBefore = before(ages.messagesMs);
      const counted = (kind: AgedKind, ageMs: number | undefined) =>
        counters[kind].get({ now: nowMs, before: before(ageMs), messagesBefore })?.count ?? 0;
      return {
        messages: counted('messages', ages.messagesMs),
        events: counted('events', ages.eventsMs),
        bodies: counted('bodies', ages.bodiesMs),
      };
    },
  };
}

export function retentionCommands(db: Database.Database) {
  const prepare = (kind: AgedKind) => {
    const { from, key, where, forget } = rules[kind];
    return {
      still: db.prepare<[Bound & { sequence: number }], { found: 1 }>(
        `SELECT 1 AS found FROM ${from} WHERE ${key} = :sequence AND ${where}`,
      ),
      forget: forget.map((sql) => db.prepare<[{ sequence: number }]>(sql)),
    };
  };
  const kinds = { messages: prepare('messages'), events: prepare('events'), bodies: prepare('bodies') };
  const hold = db.prepare<[string | null, string]>('UPDATE messages SET legal_hold = ? WHERE id = ?');

  return {
    forget({ kind, beforeMs, nowMs, sequences }: Aged & { sequences: readonly number[] }): number {
      const { still, forget } = kinds[kind];
      let count = 0;
      for (const sequence of sequences) {
        if (!still.get({ sequence, before: beforeMs, now: nowMs })) continue;
        for (const statement of forget) statement.run({ sequence });
        count += 1;
      }
      return count;
    },

    /** How many pages are still free. */
    giveRoomBack({ pages }: { pages: number }): number {
      db.pragma(`incremental_vacuum(${Math.trunc(pages)})`);
      return Number(db.pragma('freelist_count', { simple: true }));
    },

    holdMessage({ id, reason }: { id: string; reason?: string }): boolean {
      return hold.run(reason ?? null, id).changes === 1;
    },
  };
}
