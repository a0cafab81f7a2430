/** Stores a batch of pushes in one transaction: one statement for those that nothing is known of, the others one by one after it. */
import type { Appended, NewMessage } from '../../store.ts';
import type { Session } from '../connection/session.ts';
import { dayOf } from '../day.ts';
import { indexed } from '../indexed.ts';
import { settleAnswersFor } from '../results/released.ts';
import type { DatabaseTime } from '../time.ts';
import { appendOne } from './append-one.ts';
import { distinct, giveBack, turnTopicsSql } from './identities.ts';
import { noncesOf } from './nonces.ts';
import { addUses, type Use } from './uses.ts';

/**
 * Names that are taken already come back as a clash: their message is not stored by this statement, and is judged in the same transaction. `released`: an older message
 * gave up one of its names for a resend.
 */
const together = `WITH i AS MATERIALIZED (
  SELECT nextval('pushdock.message_sequence') AS sequence, u.* FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[],
    $7::text[], $8::bigint[], $9::text[], $10::integer[], $11::text[], $12::bytea[], $13::bigint[], $14::text[]) WITH ORDINALITY
    AS u (id, provider, source, operation, received_at_ms, method, target, body_bytes, credentials, day, headers, bytes, due_at_ms, trace, number)),
n AS MATERIALIZED (
  SELECT i.sequence, i.source, u.* FROM unnest($15::bigint[], $16::text[], $17::text[], $18::text[], $19::bigint[])
    AS u (number, kind, key, binding, expires_at_ms) JOIN i ON i.number = u.number),
took AS (
  INSERT INTO pushdock.identities (source, kind, key, binding, message_sequence, expires_at_ms)
  SELECT source, kind, key, binding, sequence, expires_at_ms FROM n ORDER BY source, kind, key
  ON CONFLICT DO NOTHING RETURNING message_sequence),
clash AS MATERIALIZED (
  SELECT n.sequence FROM n GROUP BY n.sequence
  HAVING count(*) > (SELECT count(*) FROM took WHERE took.message_sequence = n.sequence)),
m AS (
  INSERT INTO pushdock.messages (sequence, id, provider, source, operation, received_at_ms, method, target, body_bytes, credentials, trace)
  SELECT sequence, id, provider, source, operation, received_at_ms, method, target, body_bytes, credentials, trace FROM i
  WHERE sequence NOT IN (SELECT sequence FROM clash)),
c AS (
  INSERT INTO pushdock.contents (day, message_sequence, headers, bytes)
  SELECT day, sequence, headers, bytes FROM i WHERE sequence NOT IN (SELECT sequence FROM clash)),
w AS (
  INSERT INTO pushdock.work (message_sequence, due_at_ms, since_ms, first_of)
  SELECT sequence, due_at_ms, due_at_ms, source FROM i WHERE sequence NOT IN (SELECT sequence FROM clash)),
t AS MATERIALIZED (
  SELECT i.sequence, i.source, u.topic, u.value FROM unnest($20::bigint[], $21::text[], $22::text[]) AS u (number, topic, value)
  JOIN i ON i.number = u.number WHERE i.sequence NOT IN (SELECT sequence FROM clash)),
turned AS (${turnTopicsSql.replace('{from}', 't')})
SELECT i.number, i.sequence, i.sequence IN (SELECT sequence FROM clash) AS clash,
  EXISTS (SELECT 1 FROM n JOIN pushdock.released_identities r ON r.source = n.source AND r.kind = n.kind AND r.key = n.key
    WHERE n.sequence = i.sequence) AS released
FROM i`;

type Row = { readonly number: number; readonly sequence: number; readonly clash: boolean; readonly released: boolean };

/** One answer for each message, in their order. */
export async function appendAll(
  session: Session,
  { time, node }: { readonly time: DatabaseTime; readonly node: string },
  messages: readonly NewMessage[],
): Promise<readonly Appended[]> {
  const answers = new Map<number, Appended>();
  const uses: Use[] = [];
  const simple = simpleOnes(messages);
  const rest = new Set(messages.keys());
  for (const { number, clash, released } of await insertTogether(session, time, messages, simple)) {
    // `number` counts the simple ones from 1.
    const place = simple[number - 1];
    const message = place === undefined ? undefined : messages[place];
    if (place === undefined || message === undefined || clash) continue;
    rest.delete(place);
    answers.set(place, { outcome: 'stored', messageId: message.id });
    uses.push(...usedBy(message));
    if (released) await settleAnswersFor(session, message.source, message.identities);
  }
  for (const place of rest) {
    const message = messages[place];
    if (message === undefined) continue;
    const { appended, counts } = await appendOne(session, time, message);
    answers.set(place, appended);
    if (counts) uses.push(...usedBy(message));
  }
  await addUses(session, node, uses);
  return messages.map((_, place) => answers.get(place) ?? { outcome: 'sampled_out' });
}

const usedBy = ({ source, proofs, receivedAtMs: atMs }: NewMessage): readonly Use[] =>
  proofs.map(({ credential }) => ({ source, credential, uses: 1, firstUsedAtMs: atMs, lastUsedAtMs: atMs }));

/**
 * The places of those that one statement can judge: work without a nonce. Of several about one topic only the first, because the order of their
 * values counts.
 */
function simpleOnes(messages: readonly NewMessage[]): readonly number[] {
  const topics = new Set<string>();
  return [...messages.keys()].filter((place) => {
    const message = messages[place];
    if (message === undefined || message.disposition.kind !== 'process' || noncesOf(message).length > 0) return false;
    const own = topicsOf(message).map(({ topic }) => `${message.source}\u0001${topic}`);
    if (own.some((one) => topics.has(one))) return false;
    for (const one of own) topics.add(one);
    return true;
  });
}

function topicsOf({ identities }: NewMessage): readonly { readonly topic: string; readonly value: string }[] {
  const values = new Map(
    identities.flatMap(({ unless }) => (unless ? [[indexed(unless.topic), unless.value] as const] : [])),
  );
  return [...values].map(([topic, value]) => ({ topic, value }));
}

async function insertTogether(
  session: Session,
  time: DatabaseTime,
  messages: readonly NewMessage[],
  places: readonly number[],
): Promise<readonly Row[]> {
  if (places.length === 0) return [];
  const chosen = places.flatMap((place) => messages[place] ?? []);
  const names = chosen.flatMap((message, index) =>
    distinct(message.identities).map((one) => ({
      ...one,
      number: index + 1,
      expiresAtMs: one.windowMs === undefined ? null : message.receivedAtMs + one.windowMs,
    })),
  );
  const topics = chosen.flatMap((message, index) => topicsOf(message).map((one) => ({ ...one, number: index + 1 })));
  const rows = await session.rows<Row>(together, [
    chosen.map(({ id }) => id),
    chosen.map(({ provider }) => provider),
    chosen.map(({ source }) => source),
    chosen.map(({ operation }) => operation),
    chosen.map(({ receivedAtMs }) => receivedAtMs),
    chosen.map(({ method }) => method),
    chosen.map(({ target }) => target),
    chosen.map(({ bytes }) => bytes.byteLength),
    chosen.map(({ proofs }) => JSON.stringify(proofs.map(({ credential }) => credential))),
    chosen.map(({ receivedAtMs }) => dayOf(receivedAtMs)),
    chosen.map(({ headers }) => JSON.stringify(headers)),
    chosen.map(({ bytes }) => bytes),
    chosen.map(({ receivedAtMs }) => time.toDatabase(receivedAtMs)),
    chosen.map(({ trace = null }) => trace),
    names.map(({ number }) => number),
    names.map(({ kind }) => kind),
    names.map(({ key }) => key),
    names.map(({ binding }) => binding),
    names.map(({ expiresAtMs }) => expiresAtMs),
    topics.map(({ number }) => number),
    topics.map(({ topic }) => topic),
    topics.map(({ value }) => value),
  ]);
  const clashed = rows.filter(({ clash }) => clash).map(({ sequence }) => sequence);
  // What they took of their names is taken back before they are judged.
  if (clashed.length > 0) await giveBack(session, clashed);
  return rows;
}
