/** Stored messages, read beside the gateways that use the database; nothing is changed. */
import { silentLog } from '../../log.ts';
import { storedEvent } from '../shared/event-rows.ts';
import type { Corpus, CorpusFilter, CorpusItem } from '../store.ts';
import { type Connections, openConnections } from './connection/pool.ts';
import { type PostgresPlace, settingsOf } from './connection/settings.ts';
import { eventsOfMessages } from './events/reads.ts';
import { equals, where } from './listing/pages.ts';
import { loadDocuments, loadMessages } from './messages/load.ts';
import { resultsOf } from './results/reads.ts';

const SEQUENCES_AT_ONCE = 200;

/** Connects with the first question. */
export function openPostgresCorpus(place: PostgresPlace): Corpus {
  const connections = openConnections({ ...settingsOf(place), connectionsMax: 1 }, silentLog, async () => {});
  return { messages: (filter, limit) => walk(connections, filter, limit), close: connections.close };
}

async function* walk(
  { read }: Connections,
  { provider, source }: CorpusFilter,
  limit: number,
): AsyncIterable<CorpusItem> {
  let before = Number.MAX_SAFE_INTEGER;
  for (let left = limit; left > 0; ) {
    const most = Math.min(left, SEQUENCES_AT_ONCE);
    const sequences = await read(async (session) => {
      const { sql, values } = where(
        [
          {
            sql: `o.state IN ('processed', 'quarantined') AND m.conflicts_with IS NULL AND m.body_forgotten = 0`,
            values: [],
          },
          { sql: 'm.sequence < ?', values: [before] },
          ...equals('m.provider', provider),
          ...equals('m.source', source),
        ],
        2,
      );
      return session.rows<{ sequence: number }>(
        `SELECT m.sequence FROM pushdock.messages m JOIN pushdock.outcomes o ON o.message_sequence = m.sequence ${sql}
         ORDER BY m.sequence DESC LIMIT $1`,
        [most, ...values],
      );
    });
    for (const { sequence } of sequences) {
      before = sequence;
      const item = await read(async (session): Promise<CorpusItem | undefined> => {
        const message = (await loadMessages(session, [sequence])).get(sequence);
        if (!message) return undefined;
        const result = (await resultsOf(session, [sequence])).get(sequence)?.result;
        const events = await eventsOfMessages(session, [sequence]);
        return {
          message,
          documents: (await loadDocuments(session, [sequence])).get(sequence) ?? [],
          ...(result && { result }),
          events: events.map(({ of: _, ...row }) => storedEvent(row)),
        };
      });
      if (item) yield item;
    }
    left -= sequences.length;
    if (sequences.length < most) return;
  }
}
