/** Replays: how far each has come, and the deliveries that it makes again on purpose. */

import { storedEvent } from '../../shared/event-rows.ts';
import { portion } from '../../shared/page-limits.ts';
import { isSuspect } from '../../shared/unfinished.ts';
import type { NewEvent, Replayed, ReplayItem, ReplayRequest, ReplayState, ReplayStep } from '../../store.ts';
import type { Session } from '../connection/session.ts';
import { createDeliveries, type NewDue, orderKeyOf, placeBehind, releaseNext } from '../deliveries/create.ts';
import { eventsOfMessages } from '../events/reads.ts';
import { where } from '../listing/pages.ts';
import { loadDocuments, loadMessages } from '../messages/load.ts';
import { resultsOf } from '../results/reads.ts';
import type { DatabaseTime } from '../time.ts';
import { insertEvents } from '../work/complete.ts';
import { reopen } from '../work/reopen.ts';
import { numberOf } from '../work/status.ts';
import { conditionsOf, countReplay } from './rows.ts';

type Item = { readonly place: number; readonly replayed: Replayed };
type Running = {
  readonly id: number;
  readonly request: string;
  readonly at_sequence: number;
  readonly until_sequence: number;
  readonly unfinished: number;
};
type Dead = {
  readonly id: number;
  readonly sink: string;
  readonly place: number;
  readonly key: string | null;
  readonly envelope: string | null;
};

// How many deliveries of a stopped replay one transaction withdraws.
const WITHDRAWN_AT_ONCE_MAX = 500;

/** Locked until the end of the transaction. */
async function running(session: Session, id: string): Promise<Running | undefined> {
  const rows = await session.rows<Running>(
    `SELECT id, request, at_sequence, until_sequence, unfinished FROM pushdock.replays WHERE id = $1 AND state = 'running' FOR UPDATE`,
    [numberOf(id) ?? 0],
  );
  return rows[0];
}

/** Its number. A message that arrives while it is counted is neither counted nor walked. */
export async function createReplay(session: Session, request: ReplayRequest, nowMs: number): Promise<number> {
  const [newest] = await session.rows<{ sequence: number }>(
    'SELECT coalesce(max(sequence), 0) AS sequence FROM pushdock.messages',
  );
  const { messages } = await countReplay(session, request.filter);
  return insertReplay(session, JSON.stringify(request), nowMs, messages, newest?.sequence ?? 0);
}

async function insertReplay(
  session: Session,
  request: string,
  nowMs: number,
  total: number,
  until: number,
): Promise<number> {
  const [made] = await session.rows<{ id: number }>(
    'INSERT INTO pushdock.replays (request, created_at_ms, total, until_sequence) VALUES ($1, $2, $3, $4) RETURNING id',
    [request, nowMs, total, until],
  );
  if (!made) throw new Error('A row that is inserted has its number');
  return made.id;
}

/** Begins a step, and counts it as begun. No items: it is at its end from now on, or does not run. */
export async function nextReplayed(session: Session, id: string, limit: number, nowMs: number): Promise<ReplayStep> {
  const replay = await running(session, id);
  if (!replay) return { items: [], unfinished: 0 };
  const { unfinished } = replay;
  await session.run('UPDATE pushdock.replays SET unfinished = unfinished + 1 WHERE id = $1', [replay.id]);
  const items = await itemsOf(session, replay, isSuspect(unfinished) ? 1 : limit);
  if (items.length === 0) await endReplay(session, id, 'done', nowMs);
  return { items, unfinished };
}

async function itemsOf(session: Session, replay: Running, limit: number): Promise<readonly ReplayItem[]> {
  const { filter }: ReplayRequest = JSON.parse(replay.request);
  const { sql, values } = where(conditionsOf(filter), 4);
  const found = await session.rows<{ sequence: number; body_bytes: number }>(
    `SELECT m.sequence, m.body_bytes FROM pushdock.messages m LEFT JOIN pushdock.outcomes o ON o.message_sequence = m.sequence
     ${sql} AND m.sequence > $1 AND m.sequence <= $2 ORDER BY m.sequence LIMIT $3`,
    [replay.at_sequence, replay.until_sequence, limit, ...values],
  );
  const sequences = portion(found, limit, (row) => row.body_bytes).items.map(({ sequence }) => sequence);
  if (sequences.length === 0) return [];
  const messages = await loadMessages(session, sequences);
  const documents = await loadDocuments(session, sequences);
  const results = await resultsOf(session, sequences);
  const events = await eventsOfMessages(session, sequences);
  const dead = await session.rows<{ place: number; eventId: string; sink: string }>(
    `SELECT e.message_sequence AS place, e.id AS "eventId", d.sink FROM pushdock.events e JOIN pushdock.deliveries d ON d.event_sequence = e.sequence
     WHERE e.message_sequence = ANY($1::bigint[]) AND d.state = 'dead' ORDER BY d.id`,
    [sequences],
  );
  return sequences.map((place) => {
    const message = messages.get(place);
    if (!message) throw new Error(`Message ${place} has no content`);
    const result = results.get(place)?.result;
    return {
      place,
      message,
      documents: documents.get(place) ?? [],
      ...(result && { result }),
      events: events.filter(({ of }) => of === place).map(({ of: _, ...row }) => storedEvent(row)),
      dead: dead.filter((one) => one.place === place).map(({ eventId, sink }) => ({ eventId, sink })),
    };
  });
}

export async function addReplayed(
  session: Session,
  time: DatabaseTime,
  id: string,
  items: readonly Item[],
  nowMs: number,
): Promise<'done' | 'fenced'> {
  const replay = await running(session, id);
  const [first, last] = [items[0], items.at(-1)];
  if (!replay || !first || !last || first.place <= replay.at_sequence) return 'fenced';
  const { filter } = JSON.parse(replay.request) as ReplayRequest;
  let reopened = 0;
  const skips: string[] = [];
  for (const { place, replayed } of items) {
    if (replayed.kind === 'events')
      await send(session, time, { place, replayed }, replay.id, filter.dead === true, nowMs);
    else if (replayed.kind === 'skip') skips.push(replayed.reason);
    else if (
      await reopen(session, place, ['failed', 'quarantined'], 'A replay processes it again.', time.toDatabase(nowMs))
    )
      reopened += 1;
    else skips.push('it is already being processed');
  }
  await advance(session, replay.id, { at: last.place, walked: items.length, skips, reopened });
  return 'done';
}

const advance = (
  session: Session,
  id: number,
  { at, walked, skips, reopened }: { at: number; walked: number; skips: readonly string[]; reopened: number },
) =>
  session.run(
    `UPDATE pushdock.replays SET unfinished = 0, at_sequence = $2, walked = walked + $3, skipped = skipped + $4, reopened = reopened + $5,
       last_skip = coalesce($6, last_skip) WHERE id = $1`,
    [id, at, walked, skips.length, reopened, skips.at(-1)],
  );

type Known = { readonly sequence: number; readonly envelope: string | null };

/** The events' sequences, and their envelopes if those differ from the stored ones. */
async function known(
  session: Session,
  events: readonly NewEvent[],
  place: number,
  nowMs: number,
): Promise<ReadonlyMap<string, Known>> {
  const written = events.map((event) => ({
    ...event,
    envelope: JSON.stringify(event.envelope),
    sequence: place,
    nowMs,
  }));
  const made = await insertEvents(session, written);
  const stored = await session.rows<{ id: string; sequence: number; envelope: string }>(
    'SELECT id, sequence, envelope FROM pushdock.events WHERE id = ANY($1::text[])',
    [written.map(({ id }) => id)],
  );
  return new Map(
    written.flatMap(({ id, envelope }) => {
      const row = stored.find((one) => one.id === id);
      const sequence = made.get(id) ?? row?.sequence;
      return sequence === undefined
        ? []
        : [[id, { sequence, envelope: made.has(id) || row?.envelope === envelope ? null : envelope }] as const];
    }),
  );
}

async function send(
  session: Session,
  time: DatabaseTime,
  { place, replayed }: { place: number; replayed: Extract<Replayed, { kind: 'events' }> },
  replay: number,
  dead: boolean,
  nowMs: number,
): Promise<void> {
  const byId = await known(session, replayed.events, place, nowMs);
  const copies: NewDue[] = [];
  for (const { eventId, sink, orderKey } of replayed.deliveries) {
    const event = byId.get(eventId);
    if (!event) throw new Error(`A delivery names the event ${eventId}, which is not among those replayed`);
    const ordered = orderKey !== undefined && { orderKey };
    if (!dead) {
      const copy = { id: replay, envelope: event.envelope };
      copies.push({
        eventSequence: event.sequence,
        messageSequence: place,
        sink,
        ...ordered,
        replay: copy,
        eventKnown: true,
      });
      continue;
    }
    const key = orderKey === undefined ? null : orderKeyOf(orderKey, replay);
    const [row] = await session.rows<{ id: number; place: number }>(
      `SELECT id, place FROM pushdock.deliveries WHERE event_sequence = $1 AND sink = $2 AND state = 'dead' ORDER BY id LIMIT 1 FOR UPDATE`,
      [event.sequence, sink],
    );
    if (row) await revive(session, time, { ...row, sink, key, envelope: event.envelope }, replay);
  }
  await createDeliveries(session, copies, time.now());
}

async function revive(session: Session, time: DatabaseTime, row: Dead, replay: number): Promise<void> {
  const [placed] = await placeBehind(session, [row]);
  const behind = placed?.behind === true;
  const nowMs = time.now();
  await session.run(
    `UPDATE pushdock.deliveries SET state = 'due', lane = 'replay', replay = $2, order_key = $3, behind = $4, due_at_ms = $5, since_ms = $6,
       settled_at_ms = NULL, attempts = 0, unfinished = 0, fence = fence + 1, lease_until_ms = 0, node = NULL, envelope = coalesce($7, envelope)
     WHERE id = $1`,
    [row.id, replay, row.key, behind ? 1 : 0, behind ? null : nowMs, nowMs, row.envelope],
  );
}

export async function endReplay(
  session: Session,
  id: string,
  state: Exclude<ReplayState, 'running'>,
  nowMs: number,
): Promise<void> {
  await session.run(`UPDATE pushdock.replays SET state = $2, ended_at_ms = $3 WHERE id = $1 AND state = 'running'`, [
    numberOf(id) ?? 0,
    state,
    nowMs,
  ]);
}

type Owed = {
  readonly id: number;
  readonly copy: number;
  readonly sink: string;
  readonly key: string | null;
  readonly behind: number;
};

/** Withdraws a batch and returns how many. Call it until none is left. Those behind go first, so that none of them becomes a head. */
export async function withdrawReplayed(
  session: Session,
  time: DatabaseTime,
  id: string,
  nowMs: number,
): Promise<number> {
  const rows = await session.rows<Owed>(
    `SELECT id, copy, sink, order_key AS key, behind FROM pushdock.deliveries WHERE replay = $1 AND state = 'due' AND (behind = 1 OR lease_until_ms = 0)
     ORDER BY behind DESC, id LIMIT ${WITHDRAWN_AT_ONCE_MAX} FOR UPDATE`,
    [numberOf(id) ?? 0],
  );
  const copies = rows.filter(({ copy }) => copy !== 0).map((row) => row.id);
  const revived = rows.filter(({ copy }) => copy === 0).map((row) => row.id);
  await session.run('DELETE FROM pushdock.deliveries WHERE id = ANY($1::bigint[])', [copies]);
  await session.run(
    `UPDATE pushdock.deliveries SET state = 'dead', behind = 0, due_at_ms = NULL, settled_at_ms = $2, fence = fence + 1 WHERE id = ANY($1::bigint[])`,
    [revived, nowMs],
  );
  const keys = rows.flatMap(({ sink, key, behind }) => (key !== null && behind === 0 ? [{ sink, key }] : []));
  await releaseNext(session, keys, time.now());
  return rows.length;
}

export async function redeliver(
  session: Session,
  time: DatabaseTime,
  id: string,
  nowMs: number,
): Promise<{ replay: string } | 'not_dead' | undefined> {
  const number = numberOf(id);
  if (number === undefined) return undefined;
  const [row] = await session.rows<{
    id: number;
    sink: string;
    place: number;
    order_key: string | null;
    state: string;
    subject: string | null;
  }>(
    `SELECT d.id, d.sink, d.place, d.order_key, d.state, e.subject FROM pushdock.deliveries d JOIN pushdock.events e ON e.sequence = d.event_sequence
     WHERE d.id = $1 FOR UPDATE OF d`,
    [number],
  );
  if (!row) {
    const moved = await session.rows('SELECT 1 FROM pushdock.delivered WHERE id = $1', [number]);
    return moved.length > 0 ? 'not_dead' : undefined;
  }
  if (row.state !== 'dead') return 'not_dead';
  const request: ReplayRequest = { filter: { dead: true }, sinks: [row.sink], mode: 'as_sent', perSecond: 1 };
  const replay = await insertReplay(session, JSON.stringify({ ...request, delivery: id }), nowMs, 1, 0);
  await advance(session, replay, { at: row.place, walked: 1, skips: [], reopened: 0 });
  await endReplay(session, String(replay), 'done', nowMs);
  const key = row.order_key !== null && row.subject !== null ? orderKeyOf(row.subject, replay) : null;
  await revive(session, time, { id: row.id, sink: row.sink, place: row.place, key, envelope: null }, replay);
  return { replay: String(replay) };
}
