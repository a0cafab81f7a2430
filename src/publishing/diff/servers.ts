/** Where an operation is called: `servers` at the top of a document, at a path or at an operation. */
import type { JsonObject, JsonValue } from '../../formats/json.ts';
import { field, itemsOf, textField } from '../../formats/values.ts';
import type { Change, Party } from './change.ts';
import { canonical, membersOf, sortOut } from './json.ts';
import { change, type Pair } from './pair.ts';
import { sidesOf } from './parties.ts';

/** At the top. */
export function compareServers(pair: Pair): readonly Change[] {
  const top = (document: JsonObject) => field(document, 'servers');
  return compareLists(pair, 'servers', top(pair.before.document), top(pair.after.document));
}

/** Of an operation that has servers of its own, or had; `old` and `now` have those of their path. */
export function compareOwnServers(pair: Pair, place: string, old: JsonObject, now: JsonObject): readonly Change[] {
  const [own, then] = [field(old, 'servers'), field(now, 'servers')];
  if (own === undefined && then === undefined) return [];
  return compareLists(
    pair,
    place,
    own ?? field(pair.before.document, 'servers'),
    then ?? field(pair.after.document, 'servers'),
  );
}

function compareLists(
  pair: Pair,
  place: string,
  old: JsonValue | undefined,
  now: JsonValue | undefined,
): readonly Change[] {
  const [from, to] = [byUrl(old), byUrl(now)];
  const { removed, kept, added } = sortOut(from.keys(), to.keys());
  const caller = sidesOf(pair.kind, 'request').writer;
  return [
    ...removed.map((url) =>
      change('server-removed', place, `${url} is no longer an address`, isLoopback(url) ? undefined : caller),
    ),
    ...added.map((url) => change('server-added', place, `${url} is an address now`)),
    ...kept.flatMap((url) => compareVariables(place, url, from.get(url), to.get(url), caller)),
  ];
}

const byUrl = (servers: JsonValue | undefined): ReadonlyMap<string, JsonValue> =>
  new Map(itemsOf(servers).map((server) => [textField(server, 'url') ?? '', server]));

/** An address on the reader's own machine is an example: nobody else was ever told to call it. */
const isLoopback = (url: string): boolean => /^https?:\/\/(127(\.\d+){3}|localhost|\[::1\])([:/]|$)/i.test(url);

/** What stands in the braces of an address. */
function compareVariables(
  place: string,
  url: string,
  old: JsonValue | undefined,
  now: JsonValue | undefined,
  caller: Party | undefined,
): readonly Change[] {
  const [from, to] = [new Map(membersOf(field(old, 'variables'))), new Map(membersOf(field(now, 'variables')))];
  return sortOut(from.keys(), to.keys()).kept.flatMap((name) => {
    const [was, is] = [from.get(name), to.get(name)];
    const values = (variable: JsonValue | undefined) => itemsOf(field(variable, 'enum')).map(canonical);
    const { removed, added } = sortOut(values(was), values(is));
    // No list at all takes every value, so a list that is new takes some away.
    const limited = values(was).length === 0 && values(is).length > 0;
    const defaults = [field(was, 'default'), field(is, 'default')].map(canonical);
    return [
      ...(defaults[0] === defaults[1]
        ? []
        : [change('server-changed', place, `{${name}} of ${url} was ${defaults[0]} and is ${defaults[1]}`, caller)]),
      ...(limited || (removed.length > 0 && values(is).length > 0)
        ? [change('server-removed', place, `{${name}} of ${url} takes fewer values`, caller)]
        : added.length > 0 || removed.length > 0
          ? [change('server-added', place, `{${name}} of ${url} takes more values`)]
          : []),
    ];
  });
}
