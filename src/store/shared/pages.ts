/** A listing in pages: a caller's limit within the limit of one answer, and opaque cursors that say where the next page begins. */
import type { Page, PageRequest } from '../store.ts';

/** A cursor says where the next page begins. It is opaque to callers, so that another engine may write something else into it. */

const text = /^([medrpf])([1-9][0-9]{0,15})$/;

/** `m` messages, `e` events, `d` deliveries, `r` replays, `p` pulled events, `f` findings. */
export type Listing = 'm' | 'e' | 'd' | 'r' | 'p' | 'f';

/** `list` keeps a cursor of one listing from being used in another: */
export function toCursor(list: Listing, sequence: number): string {
  return Buffer.from(`${list}${sequence}`).toString('base64url');
}

/** Throws `RangeError` on a text that `toCursor` did not make. */
export function fromCursor(list: Listing, cursor: string): number {
  const match = text.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  const sequence = Number(match?.[2]);
  if (match?.[1] !== list || toCursor(list, sequence) !== cursor) {
    throw new RangeError('This cursor was not given by this listing');
  }
  return sequence;
}

/** Newest first, before the item with that sequence; with `after` oldest first, after that one. */
export type Slice = { readonly limit: number; readonly before?: number; readonly after?: number };
/** `last`: there is more, from this sequence on. */
export type Sliced<T> = { readonly items: readonly T[]; readonly last?: number };

const PAGE_ITEMS_MAX = 1_000;

/** Throws `RangeError` if the limit is not a positive whole number. */
export function bounded(limit: number, most: number): number {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be a whole number from 1');
  return Math.min(limit, most);
}

export function slice(list: Listing, { limit, cursor }: PageRequest): Slice {
  const before = cursor === undefined ? undefined : fromCursor(list, cursor);
  return { limit: bounded(limit, PAGE_ITEMS_MAX), ...(before !== undefined && { before }) };
}

export const pageOf = <T>(list: Listing, { items, last }: Sliced<T>): Page<T> => ({
  items,
  ...(last !== undefined && { nextCursor: toCursor(list, last) }),
});
