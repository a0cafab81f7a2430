/** The answers that the operator's operations share. */
import { insteadOf } from '../config/did-you-mean.ts';
import { problemDocument, type RefusalCode } from '../problems.ts';
import { AmbiguousId } from '../store/shared/named-items.ts';
import type { Page } from '../store/store.ts';
import { FilterRefused } from './filters.ts';

export const PAGE_ITEMS_DEFAULT = 50;

export const ok = <Body>(body: Body) => ({ status: 200, contentType: 'application/json', body }) as const;

const contentType = 'application/problem+json';
export const unknownItem = { status: 404, contentType, body: problemDocument('unknown_item') } as const;
/** The same for a name: with the nearest there is, or with those there are. */
export function unknownName(
  kind: 'source' | 'sink' | 'consumer' | 'alert target',
  name: string,
  known: readonly string[],
) {
  const detail = `No ${kind} is named ${name}. ${insteadOf(name, known)}`;
  return { ...unknownItem, body: { ...unknownItem.body, detail } } as const;
}
export const parameterInvalid = { status: 400, contentType, body: problemDocument('parameter_invalid') } as const;
/** The same with a sentence of its own in place of the general one. */
export const parameterWrong = (detail: string) =>
  ({ ...parameterInvalid, body: { ...parameterInvalid.body, detail } }) as const;
export const tooManyConsumers = { status: 409, contentType, body: problemDocument('too_many_consumers') } as const;
export const notDead = { status: 409, contentType, body: problemDocument('not_dead') } as const;

/** A refusal that says what is wrong, in sentences. */
export const faulty = <const Status extends number>(status: Status, code: RefusalCode, faults: readonly string[]) =>
  ({ status, contentType, body: { ...problemDocument(code), faults: [...faults] } }) as const;

/**
 * What the store answers, or a 400. The store's `RangeError` says that the caller gave what cannot be: a cursor that the store never gave, or the
 * beginning of several ids.
 */
export async function orBadRequest<Item>(
  answer: () => Promise<Item>,
): Promise<Item | ReturnType<typeof parameterWrong>> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof FilterRefused || error instanceof AmbiguousId) return parameterWrong(error.message);
    if (error instanceof RangeError) return parameterInvalid;
    throw error;
  }
}

export async function pageAnswer<Item, View>(list: () => Promise<Page<Item>>, view: (item: Item) => View) {
  const page = await orBadRequest(list);
  if ('status' in page) return page;
  const { items, nextCursor } = page;
  return ok({ items: items.map(view), ...(nextCursor !== undefined && { nextCursor }) });
}
