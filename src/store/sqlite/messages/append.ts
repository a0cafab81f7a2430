/** Stores a push: what `Store.append` promises, inside one transaction. */
import type Database from 'better-sqlite3';
import type { Appended, Identity, MessageState, NewMessage } from '../../store.ts';
import { releasing } from '../results/released.ts';
import { reopening } from '../work/reopening.ts';
import { identities } from './identities.ts';
import { proofs } from './proofs.ts';
import { records } from './records.ts';
import type { MessageStates } from './states.ts';

type Fate = {
  readonly state: MessageState;
  readonly reason?: string;
  readonly possibleRepeatOf?: string;
  readonly conflictsWith?: string;
  readonly group?: string;
};

export function appender(db: Database.Database, states: MessageStates): (message: NewMessage) => Appended {
  const known = identities(db);
  const proven = proofs(db);
  const recorded = records(db);
  const { reopen } = reopening(db, states);
  const { supersede } = releasing(db);
  const insert = db.prepare<(string | number | null)[]>(
    `INSERT INTO messages (id, provider, source, operation, received_at_ms, method, target, body_bytes, state, reason,
       possible_repeat_of, conflicts_with, record_group, credentials, trace)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertContent = db.prepare<[number, string, Uint8Array]>(
    'INSERT INTO contents (message_sequence, headers, bytes) VALUES (?, ?, ?)',
  );
  const forgotten = db.prepare<[number], { found: 1 }>(
    'SELECT 1 AS found FROM messages WHERE sequence = ? AND body_forgotten = 1',
  );
  const bringBackBytes = db.prepare<[string, Uint8Array, number]>(
    'UPDATE contents SET headers = ?, bytes = ? WHERE message_sequence = ?',
  );
  const bringBack = db.prepare<[number, number]>(
    'UPDATE messages SET body_forgotten = 0, body_bytes = ? WHERE sequence = ?',
  );
  const receipt = db.prepare<[number, number]>('INSERT INTO receipts (message_sequence, received_at_ms) VALUES (?, ?)');
  const countReceipt = db.prepare<[number]>('UPDATE messages SET receipts = receipts + 1 WHERE sequence = ?');
  const seenConflict = db.prepare<[string, string, string, string], { sequence: number; id: string }>(
    `SELECT m.sequence, m.id FROM conflicts c JOIN messages m ON m.sequence = c.message_sequence
     WHERE c.source = ? AND c.kind = ? AND c.key = ? AND c.binding = ?`,
  );
  const noteConflict = db.prepare<[string, string, string, string, number]>(
    'INSERT INTO conflicts (source, kind, key, binding, message_sequence) VALUES (?, ?, ?, ?, ?)',
  );

  function keep(message: NewMessage, fate: Fate): number {
    const { id, provider, source, operation, receivedAtMs, method, target, bytes } = message;
    const row = [id, provider, source, operation, receivedAtMs, method, target, bytes.byteLength, fate.state];
    const why = [fate.reason, fate.possibleRepeatOf, fate.conflictsWith, fate.group].map((one) => one ?? null);
    const credentials = JSON.stringify(message.proofs.map(({ credential }) => credential));
    const sequence = Number(insert.run(...row, ...why, credentials, message.trace ?? null).lastInsertRowid);
    insertContent.run(sequence, JSON.stringify(message.headers), bytes);
    states.stored({ source, received_at_ms: receivedAtMs, state: fate.state, verdict: null });
    return sequence;
  }

  function receive(sequence: number, { receivedAtMs }: NewMessage): void {
    receipt.run(sequence, receivedAtMs);
    countReceipt.run(sequence);
  }

  /** A repeat of a failed message is a welcome resend. Its bytes are used if those of the first were forgotten. */
  function reopened(sequence: number, { headers, bytes, receivedAtMs }: NewMessage): boolean {
    if (!reopen(sequence, ['failed'], 'It failed, arrived again, and is processed again.', receivedAtMs)) return false;
    if (!forgotten.get(sequence)) return true;
    bringBackBytes.run(JSON.stringify(headers), bytes, sequence);
    bringBack.run(bytes.byteLength, sequence);
    return true;
  }

  function quarantine(message: NewMessage, { kind, key, binding }: Identity, conflictsWith: string): Appended {
    const conflict = { outcome: 'conflict', conflictsWith, identity: kind } as const;
    const before = seenConflict.get(message.source, kind, key, binding);
    if (before) {
      receive(before.sequence, message);
      return { ...conflict, messageId: before.id };
    }
    const reason = `Its ${kind} already belongs to another message, ${conflictsWith}.`;
    const sequence = keep(message, { state: 'quarantined', reason, conflictsWith });
    noteConflict.run(message.source, kind, key, binding, sequence);
    return { ...conflict, messageId: message.id };
  }

  function record(message: NewMessage, disposition: Extract<NewMessage['disposition'], { kind: 'record' }>): Appended {
    const { reason, group } = disposition;
    keep(message, { state: 'recorded', reason, group });
    recorded.trim(message.source, disposition);
    return { outcome: 'stored', messageId: message.id };
  }

  return (message) => {
    const { source, receivedAtMs, disposition } = message;
    const nonce = proven.judge(message);
    if (nonce.kind === 'reused') return { outcome: 'nonce_reused' };
    if (nonce.kind === 'repeat') {
      // Even if its identities have been released since: the sender must get the result of its first copy.
      proven.count(message);
      receive(nonce.sequence, message);
      return { outcome: 'duplicate', messageId: nonce.messageId };
    }
    if (disposition.kind === 'record' && !recorded.admit(source, disposition, receivedAtMs)) {
      return { outcome: 'sampled_out' };
    }
    proven.count(message);
    const appended = disposition.kind === 'record' ? record(message, disposition) : process(message);
    if ('messageId' in appended) proven.spend(message, appended.messageId);
    return appended;
  };

  function process(message: NewMessage): Appended {
    const { source, receivedAtMs } = message;
    const found = known.judge(source, message.identities, receivedAtMs);
    if (found.kind === 'conflict') return quarantine(message, found.identity, found.messageId);
    if (found.kind === 'duplicate') {
      receive(found.sequence, message);
      known.bind(source, message.identities, found.sequence, receivedAtMs);
      const again = reopened(found.sequence, message);
      return { outcome: 'duplicate', messageId: found.messageId, ...(again && { reopened: again }) };
    }
    const { possibleRepeatOf } = found;
    const repeat = possibleRepeatOf !== undefined && { possibleRepeatOf };
    const sequence = keep(message, { state: 'received', ...repeat });
    known.take(source, message.identities, found.found, sequence, receivedAtMs);
    supersede(source, message.identities);
    return { outcome: 'stored', messageId: message.id, ...repeat };
  }
}
