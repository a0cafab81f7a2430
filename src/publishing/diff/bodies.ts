/** Request bodies and answers: statuses, headers, media types, and the messages in them. */
import type { JsonObject, JsonValue } from '../../formats/json.ts';
import { field, textField } from '../../formats/values.ts';
import { compareDeprecation } from './annotations.ts';
import type { Change, Difference, Party } from './change.ts';
import { membersOf, sortOut, textsOf } from './json.ts';
import { at, change, compareValue, type Half, type Pair, placed } from './pair.ts';
import { compareNeed } from './parameters.ts';
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
  const [from, to] = [parsedBy(old), parsedBy(now)];
  const { removed, kept, added } = sortOut(from.keys(), to.keys());
  const xsds = [old, now].map((schema) => textsOf(field(schema, 'x-xsd')));
  // That an XSD came or went says so of its JSON Schema too.
  const alone = (xsd: string) => xsds.every((list) => list.length === 0 || list.includes(xsd));
  const schema = (reference: string | undefined): JsonValue | undefined =>
    reference === undefined ? undefined : { $ref: reference };
  return [
    ...compareValue(pair, direction, before, after),
    ...compareXsds(old, now, pair.before.xsds, pair.after.xsds, compared),
    ...[...removed.filter(alone), ...kept, ...added.filter(alone)].flatMap((xsd) =>
      compareValue(pair, direction, schema(from.get(xsd)), schema(to.get(xsd))),
    ),
  ];
}

/** `x-json-schema` by the XSD that it goes with: both are lists in the same order. */
function parsedBy(schema: JsonObject): ReadonlyMap<string, string> {
  const xsds = textsOf(field(schema, 'x-xsd'));
  return new Map(textsOf(field(schema, 'x-json-schema')).map((reference, index) => [xsds[index] ?? '', reference]));
}

/** `x-test-message`: what the provider sends, unsigned, to try the endpoint. It wants a yes to it. */
export function compareTestMessage(pair: Pair, place: string, old: JsonObject, now: JsonObject): readonly Change[] {
  const [was, is] = [textField(old, 'x-test-message'), textField(now, 'x-test-message')];
  const where = `${place} test message`;
  if (was === undefined && is === undefined) return [];
  if (was === undefined) return [change('test-message-added', where, 'the endpoint is tried with one now', 'us')];
  if (is === undefined) return [change('test-message-removed', where, 'the endpoint is no longer tried with one')];
  const bodies = [at(pair.before, { $ref: was }), at(pair.after, { $ref: is })] as const;
  return compareContents(pair, where, 'request', ...bodies);
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
        ...compareHeaders(pair, `${place} ${status}`, before, after, reader),
        ...compareContents(pair, `${place} ${status}`, 'response', before, after),
      ];
    }),
  ];
}

function compareHeaders(
  pair: Pair,
  place: string,
  before: JsonObject,
  after: JsonObject,
  reader: Party | undefined,
): readonly Change[] {
  const headers = (half: Half, answer: JsonObject) =>
    new Map(membersOf(field(answer, 'headers')).map(([name, header]) => [name.toLowerCase(), at(half, header)]));
  const [from, to] = [headers(pair.before, before), headers(pair.after, after)];
  const { removed, kept, added } = sortOut(from.keys(), to.keys());
  return [
    ...removed.map((name) => change('header-removed', place, `the header ${name} is gone`, reader)),
    ...added.map((name) => change('field-added', `${place} header ${name}`, 'this header is new')),
    ...kept.flatMap((name) => {
      const [old, now] = [from.get(name), to.get(name)];
      return placed(pair, `${place} header ${name}`, 'response', [
        ...compareNeed(old, now, 'header'),
        ...compareDeprecation(old, now),
        ...compareValue(pair, 'response', field(old, 'schema'), field(now, 'schema')),
      ]);
    }),
  ];
}
