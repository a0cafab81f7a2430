/** Finds messages by what they are about, through indexes: the subject of their events, and the topics of their identities. */
import { REFERRED_MAX, topicsOf } from '../../shared/references.ts';
import type { Session } from '../connection/session.ts';
import { indexed } from '../indexed.ts';

/** As `events_by_subject` has it. */
const SUBJECT = 'lower(left(e.subject, 256))';

/** A topic knows its latest message only; what that is about leads to the others. */
export async function findByReference(session: Session, reference: string): Promise<readonly number[]> {
  const rows = await session.rows<{ sequence: number }>(
    `WITH RECURSIVE s AS (
       (SELECT source FROM pushdock.topics ORDER BY source LIMIT 1)
       UNION ALL SELECT (SELECT t.source FROM pushdock.topics t WHERE t.source > s.source ORDER BY t.source LIMIT 1) FROM s WHERE s.source IS NOT NULL),
     latest AS MATERIALIZED (SELECT t.changed_at_sequence AS sequence FROM s JOIN pushdock.topics t ON t.source = s.source AND t.topic = ANY($2::text[])),
     names AS MATERIALIZED (SELECT lower(left($1::text, 256)) AS name UNION
       SELECT ${SUBJECT} FROM latest JOIN pushdock.events e ON e.message_sequence = latest.sequence WHERE e.subject IS NOT NULL)
     SELECT sequence FROM latest UNION
     (SELECT e.message_sequence FROM names JOIN pushdock.events e ON e.subject IS NOT NULL AND ${SUBJECT} = names.name LIMIT ${REFERRED_MAX})`,
    [reference, topicsOf(reference).map(indexed)],
  );
  return rows.map(({ sequence }) => sequence);
}
