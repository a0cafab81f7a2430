/** Cursors: where the next page begins. Opaque to callers, so that another engine may write something else into them. */

const text = /^([medrpf])([1-9][0-9]{0,15})$/;

/** `m` messages, `e` events, `d` deliveries, `r` replays, `p` pulled events, `f` findings. */
export type Listing = 'm' | 'e' | 'd' | 'r' | 'p' | 'f';

/** `list` keeps a cursor of one listing from being used in another: */
export function toCursor(list: Listing, sequence: number): string {
  return Buffer.from(`${list}${sequence}`).toString('base64url');
}

/** Throws `RangeError` on what `toCursor` did not make. */
export function fromCursor(list: Listing, cursor: string): number {
  const match = text.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  const sequence = Number(match?.[2]);
  if (match?.[1] !== list || toCursor(list, sequence) !== cursor) {
    throw new RangeError('This cursor was not given by this listing');
  }
  return sequence;
}
