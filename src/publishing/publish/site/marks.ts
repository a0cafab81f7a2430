/** The mark of what no release has yet: a field, a value, an answer, an operation, an event. */
import type { JsonValue } from '../../../formats/json.ts';
import { field, itemsOf } from '../../../formats/values.ts';
import { badge } from '../../../ui/components.ts';
import type { Piece } from '../../../ui/html.ts';
import { canonical } from '../../diff/json.ts';
import type { Before } from '../before.ts';

export type Marks = {
  /** Of a part as a whole: a schema, a parameter, an event. */
  readonly part: (part: JsonValue | undefined) => Piece;
  /** Of the member `name` of `part`, or of a list that it has: `member(schema, 'barcode', 'properties')`. */
  readonly member: (part: JsonValue | undefined, name: string, list?: string) => Piece;
  /** Of a value of an enumeration, closed or not. A schema that is new is marked as a whole. */
  readonly value: (schema: JsonValue, value: JsonValue) => Piece;
  /** Whether anything may be marked. */
  readonly any: boolean;
};

export const NEXT = badge('next', 'warn');

/** Of a page that shows a release, or a contract of which nothing is released: there is nothing to tell apart. */
export const noMarks: Marks = { part: () => undefined, member: () => undefined, value: () => undefined, any: false };

export const marksOf = (before: Before): Marks => ({
  any: true,
  part: (part) => before(part)?.length === 0 && NEXT,
  member(part, name, list) {
    const old = before(part);
    const has = (one: JsonValue) => field(list === undefined ? one : field(one, list), name) !== undefined;
    return old !== undefined && !old.some(has) && NEXT;
  },
  value(schema, value) {
    const old = before(schema) ?? [];
    const named = old.map(
      (one) => new Set(['enum', 'x-extensible-enum'].flatMap((list) => itemsOf(field(one, list)).map(canonical))),
    );
    return old.length > 0 && !named.some((values) => values.has(canonical(value))) && NEXT;
  },
});
