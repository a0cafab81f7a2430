/** Makes deliveries due and keeps each order key to one head. The first schema explains heads and `behind`. */
import type { Session } from '../connection/session.ts';
import { indexed } from '../indexed.ts';

export type NewDue = {
  readonly eventSequence: number;
  readonly messageSequence: number;
  readonly sink: string;
  readonly orderKey?: string;
  /** Set for a replay's copy. */
  readonly replay?: { readonly id: number; readonly envelope: string | null };
  /** The event was there before, so the delivery may be. */
  readonly eventKnown: boolean;
};

/** Each replay has order keys of its own, apart from those of live deliveries. */
export const orderKeyOf = (subject: string, replay?: number): string => indexed(`${replay ?? ''}=${subject}`);

type Head = { id?: number; place: number; held: boolean; stepsBack: () => void };
type Key = { readonly sink: string; readonly key: string };
const nameOf = ({ sink, key }: Key) => `${sink}\u0001${key}`;

/**
 * The heads of these keys, locked until the end of the transaction. Somebody who settles one of them meanwhile has waited for us or we for him; where he was first, his row is not a
 * head any more, and the unique index of heads decides whether there is another (then everything runs again).
 */
async function lockHeads(session: Session, keys: readonly Key[]): Promise<Map<string, Head>> {
  const heads = new Map<string, Head>();
  const sorted = [...new Map(keys.map((one) => [nameOf(one), one]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, one]) => one);
  if (sorted.length === 0) return heads;
  const rows = await session.rows<Key & { id: number; place: number; held: boolean }>(
    `SELECT d.id, d.sink, d.order_key AS key, d.place, d.lease_until_ms > 0 AS held FROM pushdock.deliveries d
     JOIN unnest($1::text[], $2::text[]) AS k (sink, key) ON k.sink = d.sink AND k.key = d.order_key
     WHERE d.order_key IS NOT NULL AND d.state = 'due' AND d.behind = 0 ORDER BY d.sink, d.order_key FOR UPDATE OF d`,
    [sorted.map(({ sink }) => sink), sorted.map(({ key }) => key)],
  );
  for (const { id, place, held, ...key } of rows) heads.set(nameOf(key), { id, place, held, stepsBack: () => {} });
  return heads;
}

/** Decides for each new one, in their order, whether it must wait behind another of its key. A head that nobody holds makes room for a delivery of an earlier message. */
export async function placeBehind<
  One extends { readonly sink: string; readonly key: string | null; readonly place: number },
>(session: Session, all: readonly One[]): Promise<readonly (One & { behind: boolean })[]> {
  const heads = await lockHeads(
    session,
    all.flatMap(({ sink, key }) => (key === null ? [] : [{ sink, key }])),
  );
  const back: number[] = [];
  const placed = all.map((one) => ({ ...one, behind: false }));
  for (const one of placed) {
    if (one.key === null) continue;
    const name = nameOf({ sink: one.sink, key: one.key });
    const head = heads.get(name);
    if (head && (head.held || head.place <= one.place)) {
      one.behind = true;
      continue;
    }
    if (head?.id !== undefined) back.push(head.id);
    head?.stepsBack();
    heads.set(name, {
      place: one.place,
      held: false,
      stepsBack: () => {
        one.behind = true;
      },
    });
  }
  if (back.length > 0)
    await session.run('UPDATE pushdock.deliveries SET behind = 1, due_at_ms = NULL WHERE id = ANY($1::bigint[])', [
      back,
    ]);
  return placed;
}

/** `nowMs` is a time of the database. Returns how many were made: one that exists already is not made again. */
export async function createDeliveries(session: Session, all: readonly NewDue[], nowMs: number): Promise<number> {
  const fresh = await withoutKnown(session, all);
  if (fresh.length === 0) return 0;
  const keyed = fresh.map((one) => ({
    ...one,
    key: one.orderKey === undefined ? null : orderKeyOf(one.orderKey, one.replay?.id),
    place: one.messageSequence,
  }));
  const placed = await placeBehind(session, keyed);
  return session.run(
    `INSERT INTO pushdock.deliveries (event_sequence, sink, copy, replay, lane, order_key, place, behind, due_at_ms, since_ms, envelope)
     SELECT event, sink, coalesce(replay, 0), replay, CASE WHEN replay IS NULL THEN 'live' ELSE 'replay' END, key, place, behind,
       CASE behind WHEN 0 THEN $1::bigint END, $1::bigint, envelope
     FROM unnest($2::bigint[], $3::text[], $4::bigint[], $5::text[], $6::bigint[], $7::smallint[], $8::text[])
       WITH ORDINALITY AS d (event, sink, replay, key, place, behind, envelope, number) ORDER BY number
     ON CONFLICT (event_sequence, sink, copy) DO NOTHING`,
    [
      nowMs,
      placed.map(({ eventSequence }) => eventSequence),
      placed.map(({ sink }) => sink),
      placed.map(({ replay }) => replay?.id ?? null),
      placed.map(({ key }) => key),
      placed.map(({ place }) => place),
      placed.map(({ behind }) => (behind ? 1 : 0)),
      placed.map(({ replay }) => replay?.envelope ?? null),
    ],
  );
}

const identityOf = (one: { eventSequence: number; sink: string; copy: number }) =>
  `${one.eventSequence} ${one.copy} ${one.sink}`;

/** Before anything looks for a head, which it might push back for nothing. Delivered ones are in another table, so no unique index finds them. */
async function withoutKnown(session: Session, all: readonly NewDue[]): Promise<readonly NewDue[]> {
  const seen = new Set<string>();
  const mayBe = all.filter(({ eventKnown }) => eventKnown);
  if (mayBe.length > 0) {
    const known = await session.rows<{ eventSequence: number; sink: string; copy: number }>(
      `SELECT d.event_sequence AS "eventSequence", d.sink, d.copy FROM pushdock.all_deliveries d WHERE d.event_sequence = ANY($1::bigint[])`,
      [[...new Set(mayBe.map(({ eventSequence }) => eventSequence))]],
    );
    for (const one of known) seen.add(identityOf(one));
  }
  return all.filter(({ eventSequence, sink, replay }) => {
    const name = identityOf({ eventSequence, sink, copy: replay?.id ?? 0 });
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

/** The heads of these keys have been settled: the next of each may go. Returns how many became due. */
export async function releaseNext(session: Session, keys: readonly Key[], nowMs: number): Promise<number> {
  if (keys.length === 0) return 0;
  // A transaction that put its delivery behind the settled head had that head locked, so it has ended by now and its row is seen. The next is locked before
  // it is chosen: one that a stopped replay takes back meanwhile is passed over.
  return session.run(
    `UPDATE pushdock.deliveries d SET behind = 0, due_at_ms = $3, since_ms = $3 FROM (
       SELECT next.id FROM (SELECT DISTINCT sink, key FROM unnest($1::text[], $2::text[]) AS k (sink, key)) AS k
       CROSS JOIN LATERAL (SELECT b.id FROM pushdock.deliveries b WHERE b.sink = k.sink AND b.order_key = k.key AND b.behind = 1
         ORDER BY b.place, b.id LIMIT 1 FOR UPDATE) AS next
       WHERE NOT EXISTS (SELECT 1 FROM pushdock.deliveries h
         WHERE h.sink = k.sink AND h.order_key = k.key AND h.state = 'due' AND h.behind = 0)
       ) AS n WHERE d.id = n.id`,
    [keys.map(({ sink }) => sink), keys.map(({ key }) => key), nowMs],
  );
}
