/** Finds messages by an identity, or by the beginning or end of an id. */
import { ID_CANDIDATES_MAX, ID_CHARACTERS_MIN } from '../../shared/named-items.ts';
import type { IdentityName } from '../../store.ts';
import type { Session } from '../connection/session.ts';
import { indexed } from '../indexed.ts';
import type { Condition } from '../listing/pages.ts';

// Each collision with new content is a new message in quarantine. To see the rest, filter by state and time.
const QUARANTINED_MAX = 1_000;

/** The index begins with the source, so it looks at each source by itself; there are few. */
export async function findByIdentity(session: Session, { kind, key }: IdentityName): Promise<readonly number[]> {
  const rows = await session.rows<{ sequence: number }>(
    `WITH RECURSIVE s AS (
       (SELECT source FROM pushdock.messages ORDER BY source LIMIT 1)
       UNION ALL SELECT (SELECT m.source FROM pushdock.messages m WHERE m.source > s.source ORDER BY m.source LIMIT 1) FROM s WHERE s.source IS NOT NULL)
     SELECT i.message_sequence AS sequence FROM s JOIN pushdock.identities i ON i.source = s.source AND i.kind = $1 AND i.key = $2
     UNION ALL
     (SELECT c.message_sequence FROM s JOIN pushdock.conflicts c ON c.source = s.source AND c.kind = $1 AND c.key = $2 LIMIT ${QUARANTINED_MAX})`,
    [kind, indexed(key)],
  );
  return rows.map(({ sequence }) => sequence);
}

export const among = (column: string, sequences: readonly number[]): Condition => ({
  sql: `${column} = ANY(?::bigint[])`,
  values: [sequences],
});

/** Newest first. Of `messages_by_ending`, block by block. */
const ending = `SELECT x.id FROM (SELECT min(sequence) >> 12 AS oldest, max(sequence) >> 12 AS newest FROM pushdock.messages) AS ends
  CROSS JOIN LATERAL generate_series(ends.newest, ends.oldest, -1) AS block
  CROSS JOIN LATERAL (SELECT m.id FROM pushdock.messages m
    WHERE m.sequence >> 12 = block AND right(m.id, 4) = right($1, 4) AND right(m.id, length($1)) = $1 LIMIT $2) AS x LIMIT $2`;

// Ids have hexadecimal digits and dashes only, so every id that begins with x sorts between x and x + 'g'.
const beginning = (table: 'messages' | 'events') =>
  `SELECT id FROM pushdock.${table} WHERE id >= $1 AND id < $1 || 'g' ORDER BY id LIMIT $2`;

const idsOf = async (session: Session, sql: string, text: string): Promise<readonly string[]> =>
  (await session.rows<{ id: string }>(sql, [text, ID_CANDIDATES_MAX])).map(({ id }) => id);

const distinct = (ids: readonly string[]) => [...new Set(ids)].slice(0, ID_CANDIDATES_MAX);

export async function namedMessages(session: Session, text: string): Promise<readonly string[]> {
  const sought = text.toLowerCase();
  if (sought.length < ID_CHARACTERS_MIN) return [];
  const from = await idsOf(session, beginning('messages'), sought);
  return from.includes(sought) ? [sought] : distinct([...from, ...(await idsOf(session, ending, sought))]);
}

/** An event's id is its message's id and a number, so its end is an end of a message's id and that number. */
export async function namedEvents(session: Session, text: string): Promise<readonly string[]> {
  const sought = text.toLowerCase();
  if (sought.length < ID_CHARACTERS_MIN) return [];
  const from = await idsOf(session, beginning('events'), sought);
  if (from.includes(sought)) return [sought];
  const [, end = ''] = /^(.*)[^0-9a-z]\d{1,6}$/.exec(sought) ?? [];
  if (end.length < ID_CHARACTERS_MIN) return distinct(from);
  const messages = await idsOf(session, ending, end);
  const ended = await session.rows<{ id: string }>(
    `SELECT e.id FROM pushdock.messages m JOIN pushdock.events e ON e.message_sequence = m.sequence
     WHERE m.id = ANY($1::text[]) AND right(e.id, length($2)) = $2 ORDER BY e.sequence`,
    [messages, sought],
  );
  return distinct([...from, ...ended.map(({ id }) => id)]);
}
