/** Identities released for a resend. The resend ends the older answer that its sender is still owed. */
import type { Identity } from '../../store.ts';
import type { Session } from '../connection/session.ts';
import { distinct } from '../messages/identities.ts';

/** A result that is not final: the same identities make a new message. */
export async function release(session: Session, sequence: number): Promise<void> {
  await session.run(
    `INSERT INTO pushdock.released_identities (source, kind, key, message_sequence)
     SELECT i.source, i.kind, i.key, i.message_sequence FROM pushdock.identities i
     JOIN pushdock.owed_answers o ON o.message_sequence = i.message_sequence AND o.answered = 0 WHERE i.message_sequence = $1
     ORDER BY 1, 2, 3
     ON CONFLICT (source, kind, key) DO UPDATE SET message_sequence = excluded.message_sequence`,
    [sequence],
  );
  await session.run('DELETE FROM pushdock.identities WHERE message_sequence = $1', [sequence]);
}

/** The answer is no longer owed. */
export async function settleAnswer(session: Session, sequence: number): Promise<void> {
  await session.run('UPDATE pushdock.owed_answers SET answered = 1 WHERE message_sequence = $1 AND answered = 0', [
    sequence,
  ]);
  await session.run('DELETE FROM pushdock.released_identities WHERE message_sequence = $1', [sequence]);
}

/** A new message has come with these identities. */
export async function settleAnswersFor(
  session: Session,
  source: string,
  identities: readonly Identity[],
): Promise<void> {
  const names = distinct(identities);
  if (names.length === 0) return;
  const before = await session.rows<{ sequence: number }>(
    `SELECT DISTINCT r.message_sequence AS sequence FROM pushdock.released_identities r
     JOIN unnest($2::text[], $3::text[]) AS n (kind, key) ON n.kind = r.kind AND n.key = r.key WHERE r.source = $1 ORDER BY 1`,
    [source, names.map(({ kind }) => kind), names.map(({ key }) => key)],
  );
  for (const { sequence } of before) await settleAnswer(session, sequence);
}
