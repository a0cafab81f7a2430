/** Whether the same rows are on both sides, in whatever order they are read. */
import { createHash } from 'node:crypto';

export type Row = Readonly<Record<string, string | number | Uint8Array | null>>;
export type RowsDigest = { add(row: Row): void; sum(): { readonly rows: number; readonly digest: string } };

const BITS = 128n;
const comparable = (value: Row[string]): unknown =>
  value instanceof Uint8Array ? { hex: Buffer.from(value).toString('hex') } : value;

/** A sum of the rows' hashes: the order of the rows does not count, and a row that is there twice does. */
export function rowsDigest(columns: readonly string[]): RowsDigest {
  let rows = 0;
  let sum = 0n;
  return {
    add(row) {
      rows += 1;
      const text = JSON.stringify(columns.map((name) => comparable(row[name] ?? null)));
      const hash = createHash('sha256')
        .update(text)
        .digest('hex')
        .slice(0, Number(BITS) / 4);
      sum = BigInt.asUintN(Number(BITS), sum + BigInt(`0x${hash}`));
    },
    sum: () => ({ rows, digest: sum.toString(16) }),
  };
}
