/** Finds what may be forgotten because of its age, and forgets it, a batch in one transaction. */
import { bounded } from '../../shared/pages.ts';
import type { Forgotten, Pruned, PruneRequest, RetentionAges } from '../../store.ts';
import type { Session } from '../connection/session.ts';
import { deleteEvents, deleteMessages } from './delete.ts';

const kinds = ['messages', 'events', 'bodies'] as const;
type Kind = (typeof kinds)[number];

const FORGOTTEN_AT_ONCE_MAX = 500;
const cursorText = /^(messages|events|bodies):([0-9]{1,16})$/;
const none = { messages: 0, events: 0, bodies: 0 };

const notHeld = 'm.legal_hold IS NULL';
// Failed or processed work has no due_at_ms. Work that is not settled, or whose answer must still be delivered, has one.
const notInWork =
  'NOT EXISTS (SELECT 1 FROM pushdock.work w WHERE w.message_sequence = m.sequence AND w.due_at_ms IS NOT NULL)';
const settledMessage = `NOT EXISTS (SELECT 1 FROM pushdock.events e JOIN pushdock.deliveries d ON d.event_sequence = e.sequence
  WHERE e.message_sequence = m.sequence AND d.state = 'due')`;
// A sender's retry must still find that it is one.
const notRemembered = `NOT EXISTS (SELECT 1 FROM pushdock.identities i WHERE i.message_sequence = m.sequence AND i.expires_at_ms > $2)`;

/** $1: received or made before; $2: now. */
const rules = {
  messages: {
    from: 'pushdock.messages m',
    key: 'm.sequence',
    where: `m.received_at_ms < $1 AND ${notHeld} AND ${notInWork} AND ${settledMessage} AND ${notRemembered}`,
  },
  events: {
    from: 'pushdock.events e JOIN pushdock.messages m ON m.sequence = e.message_sequence',
    key: 'e.sequence',
    where: `e.created_at_ms < $1 AND $2::bigint IS NOT NULL AND ${notHeld} AND ${notInWork}
      AND NOT EXISTS (SELECT 1 FROM pushdock.deliveries d WHERE d.event_sequence = e.sequence AND d.state = 'due')`,
  },
  bodies: {
    from: 'pushdock.messages m',
    key: 'm.sequence',
    where: `m.received_at_ms < $1 AND $2::bigint IS NOT NULL AND m.body_forgotten = 0 AND ${notHeld} AND ${notInWork}`,
  },
} as const;

const NEVER = -1;

async function count(session: Session, nowMs: number, ages: RetentionAges): Promise<Forgotten> {
  const before = (ageMs: number | undefined) => (ageMs === undefined ? NEVER : nowMs - ageMs);
  // Events and bodies that go with their message count as that message. For a kind that is kept for ever no time is early enough.
  const goesItself = rules.messages.where.replaceAll('$1', '$3');
  const counted = async (kind: Kind, ageMs: number | undefined) => {
    const others = kind === 'messages' ? 'AND $3::bigint IS NOT NULL' : `AND NOT (${goesItself})`;
    const { from, where } = rules[kind];
    const [row] = await session.rows<{ count: number }>(
      `SELECT count(*) AS count FROM ${from} WHERE ${where} ${others}`,
      [...[before(ageMs), nowMs, before(ages.messagesMs)]],
    );
    return row?.count ?? 0;
  };
  return {
    messages: await counted('messages', ages.messagesMs),
    events: await counted('events', ages.eventsMs),
    bodies: await counted('bodies', ages.bodiesMs),
  };
}

/** The work of those messages is locked first, so that none is opened again meanwhile; then each is looked at once more. */
async function forget(
  session: Session,
  kind: Kind,
  beforeMs: number,
  nowMs: number,
  sequences: readonly number[],
): Promise<number> {
  const owners =
    kind === 'events'
      ? 'SELECT message_sequence FROM pushdock.events WHERE sequence = ANY($1::bigint[])'
      : 'SELECT unnest($1::bigint[])';
  await session.rows(
    `SELECT 1 FROM pushdock.work WHERE message_sequence IN (${owners}) ORDER BY message_sequence FOR UPDATE`,
    [sequences],
  );
  await session.rows(`SELECT 1 FROM pushdock.messages WHERE sequence IN (${owners}) ORDER BY sequence FOR UPDATE`, [
    sequences,
  ]);
  const { from, key, where } = rules[kind];
  const still = (
    await session.rows<{ sequence: number }>(
      `SELECT ${key} AS sequence FROM ${from} WHERE ${key} = ANY($3::bigint[]) AND ${where}`,
      [...[beforeMs, nowMs], sequences],
    )
  ).map(({ sequence }) => sequence);
  if (still.length === 0) return 0;
  if (kind === 'messages') {
    await deleteMessages(session, still);
    await forgetTopics(session);
  } else if (kind === 'events') await deleteEvents(session, still);
  else {
    await session.run(`UPDATE pushdock.contents SET bytes = '' WHERE message_sequence = ANY($1::bigint[])`, [still]);
    await session.run('DELETE FROM pushdock.documents WHERE message_sequence = ANY($1::bigint[])', [still]);
    await session.run('UPDATE pushdock.messages SET body_forgotten = 1 WHERE sequence = ANY($1::bigint[])', [still]);
  }
  return still.length;
}

/** The last word on a topic is needed while a message older than it may still be repeated, and those are all gone. */
async function forgetTopics(session: Session): Promise<void> {
  await session.run(
    `DELETE FROM pushdock.topics WHERE (source, topic) IN (SELECT source, topic FROM pushdock.topics
       WHERE changed_at_sequence < (SELECT coalesce(min(sequence), 0) FROM pushdock.messages) LIMIT ${FORGOTTEN_AT_ONCE_MAX} FOR UPDATE SKIP LOCKED)`,
  );
}

/** `read` and `write` run in a transaction of their own. */
export async function prune(
  request: PruneRequest,
  {
    read,
    write,
  }: {
    read: <T>(use: (session: Session) => Promise<T>) => Promise<T>;
    write: <T>(use: (session: Session) => Promise<T>) => Promise<T>;
  },
): Promise<Pruned> {
  if ('dry' in request) return read((session) => count(session, request.nowMs, request.ages));
  const { nowMs, ages, cursor } = request;
  const limit = bounded(request.limit, FORGOTTEN_AT_ONCE_MAX);
  const ageOf = { messages: ages.messagesMs, events: ages.eventsMs, bodies: ages.bodiesMs };
  const [, kindText, place] = cursorText.exec(cursor ?? 'messages:0') ?? [];
  const kind = kinds.find((one) => one === kindText);
  if (kind === undefined) throw new RangeError('This cursor was not given by prune');
  const next = kinds[kinds.indexOf(kind) + 1];
  const onwards = next === undefined ? {} : { nextCursor: `${next}:0` };
  const ageMs = ageOf[kind];
  if (ageMs === undefined) return { ...none, ...onwards };
  const beforeMs = nowMs - ageMs;
  const { from, key, where } = rules[kind];
  const found = await read((session) =>
    session.rows<{ sequence: number }>(
      `SELECT ${key} AS sequence FROM ${from} WHERE ${key} > $3 AND ${where} ORDER BY ${key} LIMIT $4`,
      [beforeMs, nowMs, Number(place), limit],
    ),
  );
  const sequences = found.map(({ sequence }) => sequence);
  const forgotten =
    sequences.length === 0 ? 0 : await write((session) => forget(session, kind, beforeMs, nowMs, sequences));
  const more = sequences.length === limit ? { nextCursor: `${kind}:${sequences.at(-1)}` } : onwards;
  return { ...none, [kind]: forgotten, ...more };
}

export const holdMessage = async (session: Session, id: string, reason: string | undefined): Promise<boolean> =>
  (await session.run('UPDATE pushdock.messages SET legal_hold = $2 WHERE id = $1', [id, reason])) === 1;
