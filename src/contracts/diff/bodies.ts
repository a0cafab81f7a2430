/** Request bodies and answers: statuses, headers, media types, and the messages in them. */
import type { JsonObject, JsonValue } from '../../formats/json.ts';
import { field, itemsOf } from '../../formats/values.ts';
import type { Change, Difference, Party } from './change.ts';
import { membersOf, sortOut } from './json.ts';
import { at, change, compareValue, type Half, type Pair, placed } from './pair.ts';
import { type Direction, sidesOf } from './parties.ts';
import { compareXsds } from './xsd.ts';

export function compareBodies(pair: Pair, place: string, old: JsonObject, now: JsonObject): readonly Change[] {
  const [from, to] = [at(pair.before, field(old, 'requestBody')), at(pair.after, field(now, 'requestBody'))];
  const [was, is] = [field(from, 'required') === true, field(to, 'required') === true];
  const { writer } = sidesOf(pair.kind, 'request');
  return [
    ...(!was && is ? [change('body-now-required', `${place} request`, 'a body is required now', writer)] : []),
    ...(was && !is ? [change('body-now-optional', `${place} request`, 'the body may be missing now')] : []),
    ...compareContents(pair, `${place} request`, 'request', from, to),
  ];
}

function compareContents(
  pair: Pair,
  place: string,
  direction: Direction,
  old: JsonObject,
  now: JsonObject,
): readonly Change[] {
  const content = (holder: JsonObject) => new Map(membersOf(field(holder, 'content')));
  const [from, to] = [content(old), content(now)];
  const { removed, kept, added } = sortOut(from.keys(), to.keys());
  const { writer, reader } = sidesOf(pair.kind, direction);
  return [
    ...removed.map((type) =>
      change('media-type-removed', place, `${type} is gone`, direction === 'request' ? writer : reader),
    ),
    ...added.map((type) => change('media-type-added', place, `${type} is new`)),
    ...kept.flatMap((type) => {
      const [before, after] = [field(from.get(type), 'schema'), field(to.get(type), 'schema')];
      return placed(pair, `${place} ${type}`, direction, compareMedia(pair, direction, before, after));
    }),
  ];
}

/** The schema, and for XML what `x-xsd` and `x-json-schema` name beside it. */
function compareMedia(
  pair: Pair,
  direction: Direction,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): readonly Difference[] {
  const [old, now] = [at(pair.before, before), at(pair.after, after)];
  const compared = pair.compared[direction];
  const parsed = (schema: JsonObject): readonly JsonValue[] => {
    const named = field(schema, 'x-json-schema');
    return typeof named === 'string' ? [named] : itemsOf(named);
  };
  const [from, to] = [parsed(old), parsed(now)];
  return [
    ...compareValue(pair, direction, before, after),
    ...compareXsds(old, now, pair.before.xsds, pair.after.xsds, compared),
    // Lists go with those of x-xsd, whose additions and removals are reported there.
    ...from
      .slice(0, to.length)
      .flatMap((reference, index) =>
        compareValue(pair, direction, { $ref: reference }, { $ref: to[index] ?? reference }),
      ),
  ];
}

export function compareAnswers(pair: Pair, place: string, old: JsonObject, now: JsonObject): readonly Change[] {
  const answers = (half: Half, operation: JsonObject) =>
    new Map(membersOf(field(operation, 'responses')).map(([status, answer]) => [status, at(half, answer)]));
  const [from, to] = [answers(pair.before, old), answers(pair.after, now)];
  const { removed, kept, added } = sortOut(from.keys(), to.keys());
  const { reader } = sidesOf(pair.kind, 'response');
  // Whoever calls must bear any failure; what it takes for success it has counted on.
  const isSuccess = (status: string) => status.startsWith('2');
  return [
    ...removed.map((status) =>
      change('status-removed', `${place} ${status}`, 'this answer is gone', isSuccess(status) ? reader : undefined),
    ),
    ...added.map((status) =>
      change('status-added', `${place} ${status}`, 'this answer is new', isSuccess(status) ? reader : undefined),
    ),
    ...kept.flatMap((status) => {
      const [before, after] = [from.get(status) ?? {}, to.get(status) ?? {}];
      return [
        ...compareHeaders(place, status, before, after, reader),
        ...compareContents(pair, `${place} ${status}`, 'response', before, after),
      ];
    }),
  ];
}

function compareHeaders(
  place: string,
  status: string,
  before: JsonObject,
  after: JsonObject,
  reader: Party | undefined,
): readonly Change[] {
  const names = (answer: JsonObject) => membersOf(field(answer, 'headers')).map(([name]) => name.toLowerCase());
  return sortOut(names(before), names(after)).removed.map((name) =>
    change('header-removed', `${place} ${status}`, `the header ${name} is gone`, reader),
  );
}
