/** Ends of claims of deliveries, a batch in one transaction. */
import type { AttemptRecord, DeliveryOutcome, Settled } from '../../store.ts';
import type { Session } from '../connection/session.ts';
import { dayOf } from '../day.ts';
import type { DatabaseTime } from '../time.ts';
import { releaseNext } from './create.ts';
import { setSinkPause } from './pauses.ts';

export type Settling = {
  readonly id: number;
  readonly fence: number;
  readonly outcome: DeliveryOutcome;
  readonly nowMs: number;
  /** Nothing waits for it: it may wait for others. */
  readonly mayWait: boolean;
};
/** `released`: another delivery became due by this. */
export type SettledDelivery = { readonly settled: Settled; readonly released: boolean };

type Row = {
  readonly id: number;
  fence: number;
  due_at_ms: number | null;
  readonly sink: string;
  readonly order_key: string | null;
};
type Told = { readonly detail: string; readonly status: number | null; readonly answer: string | null };
type Ended = Settling & { readonly outcome: Exclude<DeliveryOutcome, { kind: 'given_back' }> };

// How much the operator reads of one attempt. A stack or a page of HTML is cut.
const DETAIL_CHARACTERS_MAX = 2_000;
const ANSWER_CHARACTERS_MAX = 1_024;

/** One answer for each, in their order. */
export async function settleDeliveries(
  session: Session,
  time: DatabaseTime,
  all: readonly Settling[],
): Promise<readonly SettledDelivery[]> {
  const rows = await lock(session, all);
  const byKind = { delivered: [] as Ended[], dead: [] as Ended[], retry: [] as Ended[], gone: [] as Ended[] };
  const givenBack: Settling[] = [];
  const answers: SettledDelivery[] = [];
  for (const one of all) {
    const row = rows.get(one.id);
    const settled: Settled = row?.fence === one.fence ? 'done' : 'fenced';
    const open = settled === 'done' && row !== undefined && row.due_at_ms !== null;
    answers.push({ settled, released: open && one.outcome.kind === 'given_back' });
    if (!open) continue;
    // A second one of this batch under the same claim finds it as the first leaves it.
    if (one.outcome.kind === 'delivered' || one.outcome.kind === 'dead') row.due_at_ms = null;
    else row.fence += 1;
    if (one.outcome.kind === 'given_back') givenBack.push(one);
    else byKind[one.outcome.kind].push({ ...one, outcome: one.outcome });
  }
  const { delivered, dead, retry, gone } = byKind;
  await note(session, [...delivered, ...dead, ...retry, ...gone]);
  await moveDelivered(session, delivered);
  await bury(session, dead);
  await tryAgain(session, time, retry);
  await asBefore(session, [...givenBack, ...gone]);
  for (const { id, outcome, nowMs } of gone) {
    await explain(session, id, said(outcome));
    const sink = rows.get(id)?.sink;
    if (sink !== undefined) await setSinkPause(session, sink, { nowMs, reason: said(outcome).detail });
  }
  const keys = [...delivered, ...dead].flatMap(({ id }) => {
    const row = rows.get(id);
    return row && row.order_key !== null ? [{ sink: row.sink, key: row.order_key }] : [];
  });
  const released = await releaseNext(session, keys, time.now());
  return released === 0 ? answers : answers.map((one) => ({ ...one, released: true }));
}

/** By id, so that two batches do not wait for each other. A delivered one is looked for where it is by now: to settle it again is done without an effect. */
async function lock(session: Session, all: readonly Settling[]): Promise<ReadonlyMap<number, Row>> {
  const ids = all.map(({ id }) => id);
  const rows = await session.rows<Row>(
    `SELECT id, fence, due_at_ms, sink, order_key FROM pushdock.deliveries WHERE id = ANY($1::bigint[]) ORDER BY id FOR UPDATE`,
    [ids],
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  const missing = ids.filter((id) => !found.has(id));
  if (missing.length === 0) return found;
  const moved = await session.rows<Row>(
    'SELECT id, fence, NULL::bigint AS due_at_ms, sink, NULL AS order_key FROM pushdock.delivered WHERE id = ANY($1::bigint[])',
    [missing],
  );
  for (const row of moved) found.set(row.id, row);
  return found;
}

async function note(session: Session, all: readonly Ended[]): Promise<void> {
  if (all.length === 0) return;
  await session.run(
    `INSERT INTO pushdock.attempts (delivery_id, outcome, ended_at_ms, took_ms, status, detail)
     SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::double precision[], $5::integer[], $6::text[])`,
    [
      all.map(({ id }) => id),
      all.map(({ outcome }) => outcome.kind),
      all.map(({ nowMs }) => nowMs),
      all.map(({ outcome }) => outcome.tookMs ?? null),
      ...toldColumns(all).slice(0, 2).reverse(),
    ],
  );
}

/** It never changes again, so it goes to the partition of its day. */
async function moveDelivered(session: Session, all: readonly Ended[]): Promise<void> {
  if (all.length === 0) return;
  await session.run(
    `WITH i AS (SELECT * FROM unnest($1::bigint[], $2::integer[], $3::bigint[], $4::text[], $5::integer[], $6::text[])
       AS i (id, day, settled_at_ms, detail, status, answer)),
     d AS (DELETE FROM pushdock.deliveries d USING i WHERE d.id = i.id RETURNING d.*)
     INSERT INTO pushdock.delivered (day, id, event_sequence, sink, copy, replay, lane, place, settled_at_ms, fence, attempts, detail, status, answer, envelope)
     SELECT i.day, d.id, d.event_sequence, d.sink, d.copy, d.replay, d.lane, d.place, i.settled_at_ms, d.fence, d.attempts, i.detail, i.status, i.answer,
       d.envelope FROM d JOIN i ON i.id = d.id`,
    [all.map(({ id }) => id), all.map(({ nowMs }) => dayOf(nowMs)), all.map(({ nowMs }) => nowMs), ...toldColumns(all)],
  );
}

async function bury(session: Session, all: readonly Ended[]): Promise<void> {
  if (all.length === 0) return;
  await session.run(
    `UPDATE pushdock.deliveries d SET state = 'dead', settled_at_ms = i.settled_at_ms, due_at_ms = NULL, lease_until_ms = 0, node = NULL,
       detail = i.detail, status = i.status, answer = i.answer
     FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::integer[], $5::text[]) AS i (id, settled_at_ms, detail, status, answer) WHERE d.id = i.id`,
    [all.map(({ id }) => id), all.map(({ nowMs }) => nowMs), ...toldColumns(all)],
  );
}

async function tryAgain(session: Session, time: DatabaseTime, all: readonly Ended[]): Promise<void> {
  if (all.length === 0) return;
  const dueAtMs = all.map(({ outcome, nowMs }) => time.toDatabase(outcome.kind === 'retry' ? outcome.dueAtMs : nowMs));
  await session.run(
    `UPDATE pushdock.deliveries d SET due_at_ms = i.due, since_ms = i.due, fence = d.fence + 1, unfinished = 0, lease_until_ms = 0, node = NULL,
       lane = CASE d.lane WHEN 'live' THEN 'retry' ELSE d.lane END, detail = i.detail, status = i.status, answer = i.answer
     FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::integer[], $5::text[]) AS i (id, due, detail, status, answer) WHERE d.id = i.id`,
    [all.map(({ id }) => id), dueAtMs, ...toldColumns(all)],
  );
}

async function asBefore(session: Session, all: readonly Settling[]): Promise<void> {
  if (all.length === 0) return;
  await session.run(
    `UPDATE pushdock.deliveries SET lease_until_ms = 0, node = NULL, attempts = attempts - 1, fence = fence + 1 WHERE id = ANY($1::bigint[])`,
    [all.map(({ id }) => id)],
  );
}

const explain = (session: Session, id: number, { detail, status, answer }: Told) =>
  session.run('UPDATE pushdock.deliveries SET detail = $2, status = $3, answer = $4 WHERE id = $1', [
    id,
    detail,
    status,
    answer,
  ]);

/** Detail, status, answer. */
function toldColumns(all: readonly Ended[]) {
  const told = all.map(({ outcome }) => said(outcome));
  return [
    told.map(({ detail }) => detail),
    told.map(({ status }) => status),
    told.map(({ answer }) => answer),
  ] as const;
}

function said({ detail, status, answer }: AttemptRecord): Told {
  return {
    detail: detail.slice(0, DETAIL_CHARACTERS_MAX),
    status: status ?? null,
    answer: answer?.slice(0, ANSWER_CHARACTERS_MAX) ?? null,
  };
}
