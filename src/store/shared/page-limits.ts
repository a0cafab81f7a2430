/** How large one answer may be, and how much one question may look into. */

// How much memory one answer may take; it takes three times as much while it crosses a thread. A body may have 1 MiB and more, a limit hundreds of items.
const PORTION_BYTES_MAX = 16_777_216;

// How many payloads one question opens: about a tenth of a second of the reader's thread, for which other readers wait.
export const searched = { payloads_max: 10_000, payload_bytes_max: 16_777_216 } as const;

export type Portion<Row> = {
  readonly items: readonly Row[];
  /** There was more after this row. */
  readonly cut?: Row;
};

/** Opens a row's payload: about how many bytes that took, and whether it fits. */
export type Look<Row> = (row: Row) => { readonly fits: boolean; readonly bytes: number };

/** The first of `rows`: up to `limit`, fewer if they are large, at least one. */
export function portion<Row>(rows: Iterable<Row>, limit: number, weigh: (row: Row) => number): Portion<Row> {
  const items: Row[] = [];
  let bytes = 0;
  let last: Row | undefined;
  for (const row of rows) {
    if (last !== undefined && (items.length === limit || bytes >= PORTION_BYTES_MAX)) return { items, cut: last };
    items.push(row);
    bytes += weigh(row);
    last = row;
  }
  return { items };
}

/** The first of `rows` that fit. Looks into a bounded number of them, at least one, so it may find none and still not be at the end. */
export function searchPortion<Row>(
  rows: Iterable<Row>,
  limit: number,
  weigh: (row: Row) => number,
  look: Look<Row>,
): Portion<Row> {
  const items: Row[] = [];
  const looked = { payloads: 0, bytes: 0 };
  let bytes = 0;
  let last: Row | undefined;
  for (const row of rows) {
    const full = items.length === limit || bytes >= PORTION_BYTES_MAX;
    const tired = looked.payloads >= searched.payloads_max || looked.bytes >= searched.payload_bytes_max;
    if (last !== undefined && (full || tired)) return { items, cut: last };
    const seen = look(row);
    looked.payloads += 1;
    looked.bytes += seen.bytes;
    if (seen.fits) {
      items.push(row);
      bytes += weigh(row);
    }
    last = row;
  }
  return { items };
}
