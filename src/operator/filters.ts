/** Turns the filters of a listing from the contract's words into the store's. */
import { parseFieldPath } from '../formats/field-path.ts';
import type { Sources } from '../providers/sources.ts';
import type { FieldCondition, IdentityName, PayloadSearch, TimeRange } from '../store/store.ts';

/** A parameter that the contract's patterns cannot rule out. `sentence` says what is wrong with it. */
export class FilterRefused extends RangeError {}

type Asked = {
  readonly identity?: string | undefined;
  readonly text?: string | undefined;
  readonly field?: readonly string[] | undefined;
};

/** `identity`, `text` and `field`. Throws `FilterRefused`. */
export function soughtOf({ identity, text, field }: Asked): { identity?: IdentityName; search?: PayloadSearch } {
  const search = { ...(text !== undefined && { text }), ...(field && { fields: field.map(fieldCondition) }) };
  return {
    ...(identity !== undefined && { identity: identityName(identity) }),
    ...(Object.keys(search).length > 0 && { search }),
  };
}

/** Throws `FilterRefused` on a leap second, which RFC 3339 allows and our clock does not have. */
export function timesOf(from: string | undefined, to: string | undefined): TimeRange {
  return {
    ...(from !== undefined && { fromMs: milliseconds(from) }),
    ...(to !== undefined && { toMs: milliseconds(to) }),
  };
}

function milliseconds(time: string): number {
  const ms = Date.parse(time);
  if (Number.isNaN(ms)) throw new FilterRefused(`${time} is not a time that this gateway knows.`);
  return ms;
}

/** Without the parameters that were not sent, which the generated reader gives as `undefined`. */
export function sent<Query extends object>(query: Query): { [Name in keyof Query]: Exclude<Query[Name], undefined> } {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof Query]: Exclude<Query[Name], undefined> };
}

/** Events carry `/provider/name`; people know the name. */
export function eventSource(text: string | undefined, sources: Sources): { source?: string } {
  if (text === undefined) return {};
  const source = sources.all.find(({ name }) => name === text);
  return { source: source === undefined ? text : `/${source.provider}/${source.name}` };
}

/** The key may hold colons itself. */
function identityName(text: string): IdentityName {
  const colon = text.indexOf(':');
  return { kind: text.slice(0, colon), key: text.slice(colon + 1) };
}

/** The value may hold equals signs itself; a path holds none. */
function fieldCondition(text: string): FieldCondition {
  const [path = ''] = text.split('=', 1);
  const parsed = parseFieldPath(path);
  if (!parsed.ok) throw new FilterRefused(`field: the path ${parsed.sentence}.`);
  return { path: parsed.steps, ...(path.length < text.length && { value: text.slice(path.length + 1) }) };
}
