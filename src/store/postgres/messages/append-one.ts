/** One push, judged step by step: what `Store.append` promises where one statement for the whole batch is not enough. */
import type { Appended, Identity, NewMessage } from '../../store.ts';
import type { Session } from '../connection/session.ts';
import { dayOf } from '../day.ts';
import { indexed } from '../indexed.ts';
import { settleAnswersFor } from '../results/released.ts';
import type { DatabaseTime } from '../time.ts';
import { reopen } from '../work/reopen.ts';
import { judge } from './identities.ts';
import { nameNonces, spendNonces, unspend } from './nonces.ts';
import { admit, type Recorded, trim } from './records.ts';

type Fate = {
  readonly state: 'received' | 'quarantined' | 'recorded';
  readonly reason?: string;
  readonly possibleRepeatOf?: string;
  readonly conflictsWith?: string;
  readonly group?: string;
};

/** `counts`: whether its credentials are counted. */
export type Judged = { readonly appended: Appended; readonly counts: boolean };

export async function appendOne(session: Session, time: DatabaseTime, message: NewMessage): Promise<Judged> {
  const { source, receivedAtMs, disposition } = message;
  const nonce = await spendNonces(session, message);
  if (nonce.kind === 'reused') return { appended: { outcome: 'nonce_reused' }, counts: false };
  if (nonce.kind === 'repeat') {
    // Even if its identities have been released since: the sender must get the result of its first copy.
    await receive(session, nonce.sequence, message);
    return { appended: { outcome: 'duplicate', messageId: nonce.messageId }, counts: true };
  }
  if (disposition.kind === 'record' && !(await admit(session, source, disposition, receivedAtMs))) {
    await unspend(session, source, nonce.keys);
    return { appended: { outcome: 'sampled_out' }, counts: false };
  }
  const appended =
    disposition.kind === 'record' ? await record(session, message, disposition) : await process(session, time, message);
  if ('messageId' in appended && appended.messageId !== message.id)
    await nameNonces(session, source, nonce.keys, appended.messageId);
  return { appended, counts: true };
}

async function process(session: Session, time: DatabaseTime, message: NewMessage): Promise<Appended> {
  const { source, identities, receivedAtMs } = message;
  const sequence = await nextSequence(session);
  const found = await judge(session, { source, identities, nowMs: receivedAtMs, sequence });
  if (found.kind === 'conflict') return quarantine(session, message, sequence, found.identity, found.messageId);
  if (found.kind === 'duplicate') {
    await receive(session, found.sequence, message);
    const reopened = await bringBack(session, time, found.sequence, message);
    return { outcome: 'duplicate', messageId: found.messageId, ...(reopened && { reopened }) };
  }
  const { possibleRepeatOf } = found;
  const repeat = possibleRepeatOf !== undefined && { possibleRepeatOf };
  await keep(session, message, sequence, { state: 'received', ...repeat });
  await settleAnswersFor(session, source, identities);
  const dueAtMs = time.toDatabase(receivedAtMs);
  await session.run(
    'INSERT INTO pushdock.work (message_sequence, due_at_ms, since_ms, first_of) VALUES ($1, $2, $2, $3)',
    [sequence, dueAtMs, source],
  );
  return { outcome: 'stored', messageId: message.id, ...repeat };
}

async function record(session: Session, message: NewMessage, disposition: Recorded): Promise<Appended> {
  const { reason, group } = disposition;
  await keep(session, message, await nextSequence(session), { state: 'recorded', reason, group });
  await trim(session, message.source, disposition);
  return { outcome: 'stored', messageId: message.id };
}

async function quarantine(
  session: Session,
  message: NewMessage,
  sequence: number,
  { kind, key, binding }: Identity,
  conflictsWith: string,
): Promise<Appended> {
  const conflict = { outcome: 'conflict', conflictsWith, identity: kind } as const;
  const name = [message.source, kind, indexed(key), indexed(binding)];
  const noted = await session.run(
    'INSERT INTO pushdock.conflicts (source, kind, key, binding, message_sequence) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING',
    [...name, sequence],
  );
  if (noted === 0) {
    const [before] = await session.rows<{ sequence: number; id: string }>(
      `SELECT m.sequence, m.id FROM pushdock.conflicts c JOIN pushdock.messages m ON m.sequence = c.message_sequence
       WHERE c.source = $1 AND c.kind = $2 AND c.key = $3 AND c.binding = $4`,
      name,
    );
    if (before) {
      await receive(session, before.sequence, message);
      return { ...conflict, messageId: before.id };
    }
  }
  const reason = `Its ${kind} already belongs to another message, ${conflictsWith}.`;
  await keep(session, message, sequence, { state: 'quarantined', reason, conflictsWith });
  return { ...conflict, messageId: message.id };
}

/** A repeat of a failed message is a welcome resend. Its bytes are used if those of the first were forgotten. */
async function bringBack(
  session: Session,
  time: DatabaseTime,
  sequence: number,
  { headers, bytes, receivedAtMs }: NewMessage,
) {
  const dueAtMs = time.toDatabase(receivedAtMs);
  if (!(await reopen(session, sequence, ['failed'], 'It failed, arrived again, and is processed again.', dueAtMs)))
    return false;
  const forgotten = await session.run(
    'UPDATE pushdock.messages SET body_forgotten = 0, body_bytes = $2 WHERE sequence = $1 AND body_forgotten = 1',
    [sequence, bytes.byteLength],
  );
  if (forgotten === 0) return true;
  await session.run('UPDATE pushdock.contents SET headers = $2, bytes = $3 WHERE message_sequence = $1', [
    sequence,
    JSON.stringify(headers),
    bytes,
  ]);
  return true;
}

async function nextSequence(session: Session): Promise<number> {
  const [row] = await session.rows<{ sequence: number }>(`SELECT nextval('pushdock.message_sequence') AS sequence`);
  if (!row) throw new Error('A sequence has a next value');
  return row.sequence;
}

async function keep(session: Session, message: NewMessage, sequence: number, fate: Fate): Promise<void> {
  const { id, provider, source, operation, receivedAtMs, method, target, bytes } = message;
  const credentials = JSON.stringify(message.proofs.map(({ credential }) => credential));
  await session.run(
    `INSERT INTO pushdock.messages (sequence, id, provider, source, operation, received_at_ms, method, target, body_bytes, possible_repeat_of,
       conflicts_with, record_group, credentials, trace) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[sequence, id, provider, source, operation, receivedAtMs, method, target, bytes.byteLength],
      ...[fate.possibleRepeatOf, fate.conflictsWith, fate.group, credentials, message.trace],
    ],
  );
  await session.run('INSERT INTO pushdock.contents (day, message_sequence, headers, bytes) VALUES ($1, $2, $3, $4)', [
    dayOf(receivedAtMs),
    sequence,
    JSON.stringify(message.headers),
    bytes,
  ]);
  if (fate.state !== 'received') {
    await session.run('INSERT INTO pushdock.outcomes (message_sequence, state, reason) VALUES ($1, $2, $3)', [
      sequence,
      fate.state,
      fate.reason,
    ]);
  }
}

const receive = (session: Session, sequence: number, { receivedAtMs }: NewMessage) =>
  session.run('INSERT INTO pushdock.receipts (message_sequence, received_at_ms) VALUES ($1, $2)', [
    sequence,
    receivedAtMs,
  ]);
