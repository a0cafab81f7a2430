/** A listing, a page at a time. */

export type Page<T> = { readonly items: readonly T[]; readonly nextCursor?: string };

export type PageRequest = { readonly limit: number; readonly cursor?: string };
