/** Decides whether a push is new, a repeat, or a conflict, inside the transaction that stores it. */
import type { Identity } from '../../store.ts';
import type { Session } from '../connection/session.ts';
import { indexed, storable } from '../indexed.ts';

type Holder = {
  readonly kind: string;
  readonly key: string;
  readonly message_sequence: number;
  readonly message_id: string;
  readonly binding: string;
  readonly expires_at_ms: number | null;
};

export type Judgement =
  | { readonly kind: 'new'; readonly possibleRepeatOf?: string }
  | { readonly kind: 'duplicate'; readonly sequence: number; readonly messageId: string }
  | { readonly kind: 'conflict'; readonly identity: Identity; readonly messageId: string };

/** In the order in which every transaction takes them, so that two do not wait for each other. Of two with one name the last counts. */
export function distinct(all: readonly Identity[]): readonly Identity[] {
  const byName = new Map(all.map((one) => [nameOf(one), { ...one, key: indexed(one.key) }]));
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

const nameOf = ({ kind, key }: { readonly kind: string; readonly key: string }) =>
  `${storable(kind)}\u0001${indexed(key)}`;

const expiry = ({ windowMs }: Identity, nowMs: number) => (windowMs === undefined ? null : nowMs + windowMs);

// A name that somebody forgot while we waited for it is taken at the next try.
const TRIES_MAX = 20;

/**
 * Takes the names that are free for the message with that sequence, and locks the others. Nobody else can judge one of them before this transaction ends.
 */
async function takeOrLock(session: Session, source: string, all: readonly Identity[], sequence: number, nowMs: number) {
  const held = new Map<string, Holder>();
  let missing = distinct(all);
  for (let tries = 0; missing.length > 0; tries += 1) {
    if (tries === TRIES_MAX) throw new Error(`The identities of message ${sequence} come and go`);
    const took = await session.rows<{ kind: string; key: string }>(
      `INSERT INTO pushdock.identities (source, kind, key, binding, message_sequence, expires_at_ms)
       SELECT $1, kind, key, binding, $2, expires FROM unnest($3::text[], $4::text[], $5::text[], $6::bigint[]) AS i (kind, key, binding, expires)
       ON CONFLICT DO NOTHING RETURNING kind, key`,
      [
        source,
        sequence,
        missing.map(({ kind }) => kind),
        missing.map(({ key }) => key),
        missing.map(({ binding }) => binding),
        missing.map((one) => expiry(one, nowMs)),
      ],
    );
    const mine = new Set(took.map(nameOf));
    const others = missing.filter((one) => !mine.has(nameOf(one)));
    if (others.length === 0) return held;
    const locked = await session.rows<Holder>(
      `SELECT i.kind, i.key, i.message_sequence, m.id AS message_id, i.binding, i.expires_at_ms FROM pushdock.identities i
       JOIN pushdock.messages m ON m.sequence = i.message_sequence
       JOIN unnest($2::text[], $3::text[]) AS w (kind, key) ON w.kind = i.kind AND w.key = i.key
       WHERE i.source = $1 ORDER BY i.kind, i.key FOR UPDATE OF i`,
      [source, others.map(({ kind }) => kind), others.map(({ key }) => key)],
    );
    for (const one of locked) held.set(nameOf(one), one);
    missing = others.filter((one) => !held.has(nameOf(one)));
  }
  return held;
}

type Topic = { readonly topic: string; readonly changed_at_sequence: number };

async function topicsOf(
  session: Session,
  source: string,
  all: readonly Identity[],
): Promise<ReadonlyMap<string, number>> {
  const names = all.flatMap(({ unless }) => (unless ? [indexed(unless.topic)] : []));
  if (names.length === 0) return new Map();
  const rows = await session.rows<Topic>(
    'SELECT topic, changed_at_sequence FROM pushdock.topics WHERE source = $1 AND topic = ANY($2::text[])',
    [source, names],
  );
  return new Map(rows.map((row) => [row.topic, row.changed_at_sequence]));
}

/**
 * Judges the push, and binds its identities by that: to itself where it is new, to the first message where it is a repeat, and none where it is refused.
 * A conflict of any identity outweighs a repeat of another: a push that is only partly known must not be trusted as a whole.
 */
export async function judge(
  session: Session,
  {
    source,
    identities,
    nowMs,
    sequence,
  }: { source: string; identities: readonly Identity[]; nowMs: number; sequence: number },
): Promise<Judgement> {
  const held = await takeOrLock(session, source, identities, sequence, nowMs);
  const topics = held.size === 0 ? new Map<string, number>() : await topicsOf(session, source, identities);
  const verdict = verdictOn(identities, held, topics, nowMs);
  if (verdict.kind === 'conflict') await giveBack(session, [sequence]);
  else if (verdict.kind === 'duplicate') await bindTo(session, source, identities, sequence, verdict.sequence, nowMs);
  else if (held.size > 0) await takeAll(session, source, identities, sequence, nowMs);
  if (verdict.kind === 'new') await turnTopics(session, source, identities, sequence);
  return verdict;
}

function verdictOn(
  all: readonly Identity[],
  held: ReadonlyMap<string, Holder>,
  topics: ReadonlyMap<string, number>,
  nowMs: number,
): Judgement {
  // It is a repeat only if no other value was seen for the topic since the message that has the identity.
  const stillCurrent = ({ unless }: Identity, holder: Holder) => {
    const changedAt = unless && topics.get(indexed(unless.topic));
    return changedAt === undefined || holder.message_sequence >= changedAt;
  };
  let repeat: Holder | undefined;
  let maybe: string | undefined;
  for (const identity of all) {
    const holder = held.get(nameOf(identity));
    if (!holder) continue;
    const remembered = holder.expires_at_ms === null || nowMs < holder.expires_at_ms;
    if (holder.binding !== storable(identity.binding)) {
      if (remembered) return { kind: 'conflict', identity, messageId: holder.message_id };
    } else if (remembered && stillCurrent(identity, holder)) repeat ??= holder;
    else maybe ??= holder.message_id;
  }
  if (repeat) return { kind: 'duplicate', sequence: repeat.message_sequence, messageId: repeat.message_id };
  return { kind: 'new', ...(maybe !== undefined && { possibleRepeatOf: maybe }) };
}

/** A refused push binds no identity. */
export const giveBack = (session: Session, sequences: readonly number[]) =>
  session.run('DELETE FROM pushdock.identities WHERE message_sequence = ANY($1::bigint[])', [sequences]);

/** A repeat with a further identity (Zettle signs each try again): binds that identity, and one whose window has passed, to the first message, too. */
async function bindTo(
  session: Session,
  source: string,
  all: readonly Identity[],
  own: number,
  first: number,
  nowMs: number,
) {
  const names = distinct(all);
  await session.run(
    `UPDATE pushdock.identities i SET message_sequence = $2, binding = w.binding, expires_at_ms = w.expires
     FROM unnest($3::text[], $4::text[], $5::text[], $6::bigint[]) AS w (kind, key, binding, expires)
     WHERE i.source = $1 AND i.kind = w.kind AND i.key = w.key AND (i.message_sequence = $7 OR i.expires_at_ms <= $8)`,
    [source, first, ...columnsOf(names, nowMs), own, nowMs],
  );
}

async function takeAll(session: Session, source: string, all: readonly Identity[], sequence: number, nowMs: number) {
  await session.run(
    `UPDATE pushdock.identities i SET message_sequence = $2, binding = w.binding, expires_at_ms = w.expires
     FROM unnest($3::text[], $4::text[], $5::text[], $6::bigint[]) AS w (kind, key, binding, expires)
     WHERE i.source = $1 AND i.kind = w.kind AND i.key = w.key`,
    [source, sequence, ...columnsOf(distinct(all), nowMs)],
  );
}

const columnsOf = (names: readonly Identity[], nowMs: number) => [
  names.map(({ kind }) => kind),
  names.map(({ key }) => key),
  names.map(({ binding }) => binding),
  names.map((one) => expiry(one, nowMs)),
];

/** The latest value of each topic, and the message that brought it. */
export const turnTopicsSql = `INSERT INTO pushdock.topics (source, topic, value, changed_at_sequence)
  SELECT source, topic, value, sequence FROM {from} ORDER BY source, topic
  ON CONFLICT (source, topic) DO UPDATE SET value = excluded.value, changed_at_sequence = excluded.changed_at_sequence
    WHERE topics.value <> excluded.value`;

async function turnTopics(session: Session, source: string, all: readonly Identity[], sequence: number): Promise<void> {
  const values = new Map(all.flatMap(({ unless }) => (unless ? [[indexed(unless.topic), unless.value] as const] : [])));
  if (values.size === 0) return;
  await session.run(
    turnTopicsSql.replace(
      '{from}',
      '(SELECT $1::text AS source, topic, value, $2::bigint AS sequence FROM unnest($3::text[], $4::text[]) AS t (topic, value)) AS t',
    ),
    [source, sequence, [...values.keys()], [...values.values()]],
  );
}
