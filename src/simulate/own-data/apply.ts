/** Own data in a message: fields set by their paths, or the message's own document in place of the example's. It is signed afterwards. */
import { valueAt } from '../../contracts/judge-json.ts';
import { firstSignificant } from '../../formats/decode.ts';
import { type JsonValue, parseJson } from '../../formats/json.ts';
import { isObject } from '../../formats/values.ts';
import { parseXml } from '../../formats/xml.ts';
import type { JsonRecord } from '../json-record.ts';
import { changed, readForm, spelled } from './document.ts';
import type { Form, OwnData, Part } from './part.ts';
import { type Place, resolve } from './resolve.ts';
import { typed } from './typed.ts';
import { isXmlName } from './xml-change.ts';

export type Own = {
  readonly set?: Readonly<Record<string, unknown>>;
  /** An object, or a document as text. */
  readonly data?: unknown;
  /** Departures from the contract are meant. */
  readonly force?: boolean;
};

export type Applied =
  | { readonly ok: true; readonly content: JsonRecord }
  | { readonly ok: false; readonly detail: string };

export type Target = {
  readonly mock: OwnData;
  readonly event: string;
  /** Such as `paazl shipment-status`. */
  readonly what: string;
  /** Why this cannot be the content of the event. */
  readonly fault: (content: JsonRecord) => string | undefined;
};

const FORCED = 'force sends it all the same';

export function withOwnData(target: Target, content: JsonRecord, { set = {}, data, force = false }: Own): Applied {
  const { mock, event, what, fault } = target;
  let made = content;
  if (data !== undefined) {
    const laid = withData(target, content, data, force);
    if (!laid.ok) return laid;
    made = mock.atHome?.(laid.content) ?? laid.content;
  }
  for (const [path, given] of Object.entries(set)) {
    const resolved = resolve(path, mock.parts(event, made), what);
    if (!resolved.ok && (!force || resolved.place === undefined))
      return no(resolved.fault, resolved.place !== undefined);
    const place = resolved.ok ? resolved : resolved.place;
    if (place === undefined) continue;
    const value = typedAt(place, asJsonValue(given));
    if (!value.ok && !force) return no(`${path} ${value.fault}`);
    made = put(mock, made, place, value.value);
  }
  const before = fault(content);
  const after = before === undefined && !force ? fault(made) : undefined;
  return after === undefined ? { ok: true, content: made } : no(`${what} would not be one any more: ${after}`);
}

const no = (why: string, canForce = true): Applied => ({ ok: false, detail: canForce ? `${why} (${FORCED})` : why });

/** The content with a value at a place, in each form that the document has. `undefined`: without the field. */
export function put(
  mock: OwnData,
  content: JsonRecord,
  { part, steps }: Place,
  value: JsonValue | undefined,
): JsonRecord {
  const texts = part.forms.map((form) => [form.key, changed(form, part, spelled(form, steps), value)] as const);
  return mock.withTexts(content, new Map(texts));
}

export const presentAt = ({ part, steps }: Place): JsonValue | undefined => {
  const [form] = part.forms;
  return form === undefined ? undefined : valueAt(readForm(form, part), spelled(form, steps));
};

const typedAt = (place: Place, given: JsonValue) =>
  typed(given, place.part.schemas.at(place.part.schema, place.steps), presentAt(place));

/** The message's own document. A whole one is sent as it is; a part of one is laid over the example. */
function withData({ mock, event, what, fault }: Target, content: JsonRecord, data: unknown, force: boolean): Applied {
  const [part] = mock.parts(event, content);
  if (part === undefined) return no(`${what} takes no data`, false);
  const read = typeof data === 'string' ? dataOf(data, part) : asJsonValue(data);
  if (typeof read === 'object' && read !== null && 'unreadable' in read && typeof data === 'string')
    return no(`data is neither JSON nor XML: ${String(read.unreadable)}`, false);
  if (!isObject(read)) return no('data must be an object', false);
  const given =
    part.within !== undefined && !Object.keys(read).some((name) => known(part, [name]))
      ? { [part.within]: read }
      : read;
  const whole = laid(mock, content, part, given, true);
  if (force || fault(whole) === undefined) return { ok: true, content: whole };
  for (const name of Object.keys(given)) {
    const resolved = resolve(name, [part], what);
    if (!resolved.ok) return no(resolved.fault);
  }
  return { ok: true, content: laid(mock, content, part, given, false) };
}

const known = ({ schemas, schema }: Part, steps: readonly string[]): boolean => schemas.at(schema, steps).length > 0;

function laid(mock: OwnData, content: JsonRecord, part: Part, given: JsonValue, alone: boolean): JsonRecord {
  const texts = part.forms.map((form): readonly [string, string] => {
    let text = alone ? emptied(form, part) : form.text;
    for (const [steps, value] of leaves(given)) {
      const here = part.schemas.at(part.schema, steps);
      const present = valueAt(readForm({ ...form, text }, part), spelled(form, steps));
      text = changed({ ...form, text }, part, spelled(form, steps), typed(value, here, present).value);
    }
    return [form.key, text];
  });
  return mock.withTexts(content, new Map(texts));
}

/** The document with nothing in it but its root. */
function emptied(form: Form, part: Part): string {
  if (form.format === 'json') return '{}';
  const value = readForm(form, part);
  const names = isObject(value) ? Object.keys(value).filter((name) => !name.startsWith('@')) : [];
  return names.reduce((text, name) => changed({ ...form, text }, part, [name], []), form.text);
}

/** Fields with their values. Lists and maps are whole; objects are gone into, so that what they do not name stays. */
function leaves(value: JsonValue, steps: readonly string[] = []): readonly (readonly [readonly string[], JsonValue])[] {
  if (!isObject(value) || (Object.keys(value).length === 0 && steps.length > 0)) return [[steps, value]];
  if (steps.length > 0 && !Object.keys(value).every(isXmlName)) return [[steps, value]];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...steps, name]));
}

function dataOf(text: string, { schemas, schema }: Part): JsonValue | { readonly unreadable: string } {
  if (firstSignificant(Buffer.from(text, 'utf8')) === 'xml') {
    const xml = parseXml(text, { lists: schemas.lists(schema) });
    return xml.ok ? xml.value.value : { unreadable: xml.finding.detail };
  }
  const json = parseJson(text);
  return json.ok ? json.value.value : { unreadable: json.finding.detail };
}

/** What came out of JSON is JSON. */
function asJsonValue(value: unknown): JsonValue {
  const read = parseJson(JSON.stringify(value) ?? 'null');
  return read.ok ? read.value.value : null;
}
