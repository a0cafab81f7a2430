/** Listings by sequence, so that a page stays the same while new rows arrive: newest first, or oldest first after a place. */
import { portion, searched } from '../../shared/page-limits.ts';
import type { Slice, Sliced } from '../../shared/pages.ts';
import type { Session, Value } from '../connection/session.ts';

/** One filter, in SQL with a `?` for each of its values. */
export type Condition = { readonly sql: string; readonly values: readonly Value[] };

export const equals = (column: string, value: string | number | undefined): readonly Condition[] =>
  value === undefined ? [] : [{ sql: `${column} = ?`, values: [value] }];

export const within = (
  column: string,
  { fromMs, toMs }: { readonly fromMs?: number; readonly toMs?: number },
): readonly Condition[] => [
  ...(fromMs === undefined ? [] : [{ sql: `${column} >= ?`, values: [fromMs] }]),
  ...(toMs === undefined ? [] : [{ sql: `${column} < ?`, values: [toMs] }]),
];

/** ` WHERE …`, with numbered places instead of `?`, from `first` on. */
export function where(
  conditions: readonly Condition[],
  first = 1,
): { readonly sql: string; readonly values: readonly Value[] } {
  let number = first;
  const all = conditions.map(({ sql }) => sql.replace(/\?/g, () => `$${number++}`)).join(' AND ');
  return { sql: all === '' ? '' : `WHERE ${all}`, values: conditions.flatMap(({ values }) => values) };
}

/** Opens the payloads of rows: about how many bytes each took, and whether it fits. */
export type Look<Row> = {
  readonly open: (rows: readonly Row[]) => Promise<readonly { readonly fits: boolean; readonly bytes: number }[]>;
  /** About how many bytes the row's payload has, so that not too many are opened together. */
  readonly bytesOf: (row: Row) => number;
};

export type Listed<Row> = {
  /** Ends before WHERE. */
  readonly select: string;
  /** The column by which it is ordered, which the row has as `sequence`. */
  readonly order: string;
  readonly conditions: readonly Condition[];
  readonly slice: Slice;
  readonly weigh: (row: Row) => number;
  /** A filter that SQL cannot apply. */
  readonly look?: Look<Row>;
};

const ROWS_AT_ONCE = 200;
const BYTES_AT_ONCE = 4_194_304;

export async function list<Row extends { readonly sequence: number }>(
  session: Session,
  listed: Listed<Row>,
): Promise<Sliced<Row>> {
  const { slice, look, weigh } = listed;
  if (!look) {
    const { items, cut } = portion(await rowsFrom(session, listed, undefined, slice.limit + 1), slice.limit, weigh);
    return { items, ...(cut !== undefined && { last: cut.sequence }) };
  }
  return search(session, listed, look);
}

/** The next rows after `last`, or from where the page begins. */
function rowsFrom<Row extends { readonly sequence: number }>(
  session: Session,
  { select, order, conditions, slice: { before, after } }: Listed<Row>,
  last: Row | undefined,
  limit: number,
): Promise<readonly Row[]> {
  const forward = after !== undefined;
  const start = last?.sequence ?? (forward ? after : before);
  const place = start === undefined ? [] : [{ sql: `${order} ${forward ? '>' : '<'} ?`, values: [start] }];
  const { sql, values } = where([...conditions, ...place], 2);
  return session.rows<Row>(`${select} ${sql} ORDER BY ${order} ${forward ? 'ASC' : 'DESC'} LIMIT $1`, [
    limit,
    ...values,
  ]);
}

/** Looks into a bounded number of payloads, at least one, so it may find none and still not be at the end. */
async function search<Row extends { readonly sequence: number }>(
  session: Session,
  listed: Listed<Row>,
  look: Look<Row>,
): Promise<Sliced<Row>> {
  const { limit } = listed.slice;
  const items: Row[] = [];
  let [payloads, bytes] = [0, 0];
  let last: Row | undefined;
  for (;;) {
    const rows = await rowsFrom(session, listed, last, ROWS_AT_ONCE);
    if (rows.length === 0) return { items };
    for (const some of inPortions(rows, look.bytesOf)) {
      const seen = await look.open(some);
      for (const [index, row] of some.entries()) {
        const enough =
          items.length === limit || payloads >= searched.payloads_max || bytes >= searched.payload_bytes_max;
        if (last !== undefined && enough) return { items, last: last.sequence };
        payloads += 1;
        bytes += seen[index]?.bytes ?? 0;
        if (seen[index]?.fits) items.push(row);
        last = row;
      }
    }
  }
}

function* inPortions<Row>(rows: readonly Row[], bytesOf: (row: Row) => number): Iterable<readonly Row[]> {
  let some: Row[] = [];
  let bytes = 0;
  for (const row of rows) {
    some.push(row);
    bytes += bytesOf(row);
    if (bytes < BYTES_AT_ONCE) continue;
    yield some;
    [some, bytes] = [[], 0];
  }
  if (some.length > 0) yield some;
}
