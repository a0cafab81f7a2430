/** What a caller asks for, within what one answer may hold. */
import type { Page, PageRequest } from '../store.ts';
import { fromCursor, type Listing, toCursor } from './cursor.ts';
import type { Slice, Sliced } from './slices.ts';

const PAGE_ITEMS_MAX = 1_000;

/** Throws `RangeError` on what is no number of things. */
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
