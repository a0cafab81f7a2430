/** What many operations of the operator API answer for the same reason. */
import type { Arrange } from '../../runner/table.ts';
import type { Operated } from '../../subjects/operator.ts';

export const nothing: Arrange = () => ({});
export const query =
  (text: string): Arrange =>
  () => ({ query: text });
export const path =
  (parameters: Readonly<Record<string, string>>, text = ''): Arrange =>
  () => ({ path: parameters, query: text });
export const json = (value: unknown) => ({ body: JSON.stringify(value) });

/** A parameter that no operation has. */
export const unheardOf = query('unheardOf=of');

export const unproven =
  ({ guarded }: Operated): Arrange =>
  () => ({ at: guarded });

/** Names have at most 64 characters. */
export const longName = 'a'.repeat(65);
/** Ids of messages and events are asked for by at least four characters. */
export const shortId = '019';
export const absentId = 'ffffffff-ffff';
/** Ids that are numbers begin with 1. */
export const noNumber = '0';
export const absentNumber = '999999999';

/** The first of a list; without one nothing could be asked. */
export function first<Item>(items: readonly Item[], what: string): Item {
  const [item] = items;
  if (item === undefined) throw new Error(`there is no ${what}`);
  return item;
}
