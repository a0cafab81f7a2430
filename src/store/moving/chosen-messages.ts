/** Which messages of a snapshot are copied, by the filters of listings. */
import type { Session } from '../postgres/connection/session.ts';
import { listMessages } from '../postgres/messages/reads.ts';
import { readyForXml } from '../shared/payload-search.ts';
import type { MessageFilter } from '../store.ts';

/** Sequences, in ascending order; `bytes`: of each message's body, so that not too many are read together. */
export type Chosen = { readonly sequences: readonly number[]; readonly bytes: readonly number[] };

const ROWS_AT_ONCE = 5_000;
const LISTED_AT_ONCE = 500;

type Row = { readonly sequence: number; readonly body_bytes: number };

/** Every message with `undefined`. */
export async function chooseMessages(session: Session, filter: MessageFilter | undefined): Promise<Chosen> {
  const sequences: number[] = [];
  const bytes: number[] = [];
  const take = (rows: readonly Row[]) => {
    for (const row of rows) {
      sequences.push(row.sequence);
      bytes.push(row.body_bytes);
    }
  };
  for await (const rows of filter === undefined ? all(session) : fitting(session, filter)) take(rows);
  return { sequences, bytes };
}

async function* all(session: Session): AsyncIterable<readonly Row[]> {
  for (let after = 0; ; ) {
    const rows = await session.rows<Row>(
      'SELECT sequence, body_bytes FROM pushdock.messages WHERE sequence > $1 ORDER BY sequence LIMIT $2',
      [after, ROWS_AT_ONCE],
    );
    yield rows;
    if (rows.length < ROWS_AT_ONCE) return;
    after = rows.at(-1)?.sequence ?? after;
  }
}

/** As the listing finds them, so that a filter means the same everywhere. */
async function* fitting(session: Session, filter: MessageFilter): AsyncIterable<readonly Row[]> {
  if (filter.search) await readyForXml();
  for (let after: number | undefined = 0; after !== undefined; ) {
    const { items, last }: Awaited<ReturnType<typeof listMessages>> = await listMessages(session, filter, {
      after,
      limit: LISTED_AT_ONCE,
    });
    const ids = items.map(({ id }) => id);
    yield await session.rows<Row>(
      'SELECT sequence, body_bytes FROM pushdock.messages WHERE id = ANY($1::text[]) ORDER BY sequence',
      [ids],
    );
    after = last;
  }
}
