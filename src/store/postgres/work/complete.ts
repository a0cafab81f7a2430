/** The end of work: verdict, findings, events and deliveries, together or not at all. */
import type { WrittenCompletion, WrittenEvent } from '../../shared/serialize-completion.ts';
import type { Session } from '../connection/session.ts';
import { createDeliveries, type NewDue } from '../deliveries/create.ts';
import { noteDepartures } from '../findings/notes.ts';
import type { DatabaseTime } from '../time.ts';

export type Completing = { readonly sequence: number; readonly completion: WrittenCompletion; readonly nowMs: number };
type OfMessage<T> = T & { readonly sequence: number; readonly nowMs: number };

export async function completeAll(session: Session, time: DatabaseTime, all: readonly Completing[]): Promise<void> {
  if (all.length === 0) return;
  await judge(session, all);
  const events: OfMessage<WrittenEvent>[] = [];
  const deliveries: OfMessage<WrittenCompletion['deliveries'][number]>[] = [];
  for (const { sequence, completion, nowMs } of all) {
    const news = (await noteDepartures(session, sequence, completion.departures, nowMs)).flatMap(
      ({ announcement }) => announcement ?? [],
    );
    for (const event of [...completion.events, ...news.map((one) => one.event)])
      events.push({ ...event, sequence, nowMs });
    for (const one of [...completion.deliveries, ...news.flatMap((one) => one.deliveries)])
      deliveries.push({ ...one, sequence, nowMs });
  }
  const made = await insertEvents(session, events);
  const known = await sequencesOf(
    session,
    [...new Set(deliveries.map(({ eventId }) => eventId))].filter((id) => !made.has(id)),
  );
  const due = deliveries.map(({ eventId, sink, orderKey, sequence }): NewDue => {
    const eventSequence = made.get(eventId) ?? known.get(eventId);
    if (eventSequence === undefined) throw new Error(`A delivery names the event ${eventId}, which does not exist`);
    const ordered = orderKey !== undefined && { orderKey };
    return { eventSequence, messageSequence: sequence, sink, ...ordered, eventKnown: !made.has(eventId) };
  });
  await createDeliveries(session, due, time.now());
  await endWork(session, time, all);
}

async function judge(session: Session, all: readonly Completing[]): Promise<void> {
  await session.run(
    `INSERT INTO pushdock.outcomes (message_sequence, state, reason, verdict, findings)
     SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[])
     ON CONFLICT (message_sequence) DO UPDATE SET state = excluded.state, reason = excluded.reason, verdict = excluded.verdict,
       findings = excluded.findings`,
    [
      all.map(({ sequence }) => sequence),
      all.map(({ completion }) => completion.state),
      all.map(({ completion }) => completion.reason ?? null),
      all.map(({ completion }) => completion.verdict),
      all.map(({ completion }) => completion.findings),
    ],
  );
}

/** The sequences of those that were not there. Ids are message id + index, so the events of a repeated step have the same ids. */
export async function insertEvents(
  session: Session,
  events: readonly OfMessage<WrittenEvent>[],
): Promise<ReadonlyMap<string, number>> {
  if (events.length === 0) return new Map();
  const rows = await session.rows<{ id: string; sequence: number }>(
    `WITH made AS (
       INSERT INTO pushdock.events (id, message_sequence, type, source, subject, created_at_ms, envelope)
       SELECT id, message, type, source, subject, at, envelope FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[])
         WITH ORDINALITY AS e (id, message, type, source, subject, at, envelope, number) ORDER BY number
       ON CONFLICT (id) DO NOTHING RETURNING id, sequence),
     waiting AS (INSERT INTO pushdock.unnumbered_events SELECT sequence FROM made)
     SELECT id, sequence FROM made`,
    [
      events.map(({ id }) => id),
      events.map(({ sequence }) => sequence),
      events.map(({ type }) => type),
      events.map(({ source }) => source),
      events.map(({ subject }) => subject ?? null),
      events.map(({ nowMs }) => nowMs),
      events.map(({ envelope }) => envelope),
    ],
  );
  return new Map(rows.map(({ id, sequence }) => [id, sequence]));
}

async function sequencesOf(session: Session, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await session.rows<{ id: string; sequence: number }>(
    'SELECT id, sequence FROM pushdock.events WHERE id = ANY($1::text[])',
    [ids],
  );
  return new Map(rows.map(({ id, sequence }) => [id, sequence]));
}

async function endWork(session: Session, time: DatabaseTime, all: readonly Completing[]): Promise<void> {
  const again = all.map(({ completion: { againAtMs } }) =>
    againAtMs === undefined ? null : time.toDatabase(againAtMs),
  );
  await session.run(
    `UPDATE pushdock.work w SET due_at_ms = i.again, since_ms = coalesce(i.again, w.since_ms), lease_until_ms = 0, node = NULL, first_of = NULL,
       fence = w.fence + CASE WHEN i.again IS NULL THEN 0 ELSE 1 END, unfinished = CASE WHEN i.again IS NULL THEN w.unfinished ELSE 0 END
     FROM unnest($1::bigint[], $2::bigint[]) AS i (sequence, again) WHERE w.message_sequence = i.sequence`,
    [all.map(({ sequence }) => sequence), again],
  );
}
