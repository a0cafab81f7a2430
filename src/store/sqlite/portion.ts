// What one answer may hold in memory, three times over while it crosses a thread. A body may have 1 MiB and more, a limit hundreds of items.
const PORTION_BYTES_MAX = 16_777_216;

/** The first of `rows`: up to `limit`, fewer when they are heavy, at least one. `cut`: there were more. */
export function portion<Row>(
  rows: Iterable<Row>,
  limit: number,
  weigh: (row: Row) => number,
): { readonly items: readonly Row[]; readonly cut: boolean } {
  const items: Row[] = [];
  let bytes = 0;
  for (const row of rows) {
    if (items.length === limit || bytes >= PORTION_BYTES_MAX) return { items, cut: true };
    items.push(row);
    bytes += weigh(row);
  }
  return { items, cut: false };
}
