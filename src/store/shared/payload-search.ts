/**
 * Searches stored payloads for a text or a field. There is no index, because acks would pay for it. So the engine searches the rows that the
 * other filters leave, within bounds.
 */
import { decodeJson, decodeXml, firstSignificant } from '../../formats/decode.ts';
import { type PathStep, valuesAt } from '../../formats/field-path.ts';
import { Digits, type JsonValue, parseJson, readJson } from '../../formats/json.ts';
import { field as own } from '../../formats/values.ts';

/** A field at the end of a path; with a value it has exactly this text. */
export type FieldCondition = { readonly path: readonly PathStep[]; readonly value?: string };
export type PayloadSearch = { readonly text?: string; readonly fields?: readonly FieldCondition[] };

/** A payload that may contain the searched text or field. `document` is parsed when it is first needed. */
type Payload = { readonly kind: 'json' | 'xml' | 'other'; readonly text: string; readonly document: () => Parsed };
/** An empty element has no text. JSON's null is the text `null`. */
type Parsed = { readonly value: JsonValue; readonly nothing: '' | 'null' } | undefined;

/** A message fits if each condition fits its body or one of the documents that were fetched for it. */
export function bytesHold(search: PayloadSearch, payloads: readonly Uint8Array[]): boolean {
  return holds(search, payloads.map(payloadOf));
}

/** An event: the text is searched in its JSON, fields in its data. */
export function envelopeHolds(search: PayloadSearch, envelope: string): boolean {
  return holds(search, [
    {
      kind: 'json',
      text: envelope,
      document: () => {
        const read = parseJson(envelope);
        const data = read.ok ? own(read.value.value, 'data') : undefined;
        return data === undefined ? undefined : { value: data, nothing: 'null' };
      },
    },
  ]);
}

function holds({ text, fields = [] }: PayloadSearch, payloads: readonly Payload[]): boolean {
  const sought = text?.toLowerCase();
  if (sought !== undefined && !payloads.some((payload) => payload.text.toLowerCase().includes(sought))) return false;
  return fields.every((condition) => payloads.some((payload) => fieldHolds(condition, payload)));
}

function payloadOf(bytes: Uint8Array): Payload {
  const kind = firstSignificant(bytes);
  const decoded = kind === 'xml' ? decodeXml(bytes) : decodeJson(bytes);
  // A body that cannot be decoded is searched byte by byte: a person may be looking for just that one.
  const text = decoded.ok ? decoded.value.text : Buffer.from(bytes).toString('latin1');
  if (kind === 'xml') return { kind, text, document: () => xmlDocument(bytes) };
  return { kind: kind === 'json' ? kind : 'other', text, document: () => jsonDocument(bytes) };
}

let xml: typeof import('../../formats/xml.ts') | undefined;

/** Await this before the first search; `undefined` once it is loaded. */
export function readyForXml(): Promise<void> | undefined {
  if (xml !== undefined) return undefined;
  return import('../../formats/xml.ts').then((module) => {
    xml = module;
  });
}

function xmlDocument(bytes: Uint8Array): Parsed {
  if (xml === undefined) throw new Error('readyForXml() comes before the first search');
  const read = xml.readXml(bytes);
  return read.ok ? { value: { [read.value.root]: read.value.value }, nothing: '' } : undefined;
}

function jsonDocument(bytes: Uint8Array): Parsed {
  const read = readJson(bytes);
  return read.ok ? { value: read.value.value, nothing: 'null' } : undefined;
}

function fieldHolds({ path, value }: FieldCondition, payload: Payload): boolean {
  if (value !== undefined && cannotHold(value, payload)) return false;
  const document = payload.document();
  if (document === undefined) return false;
  const found = valuesAt(document.value, path);
  return value === undefined ? found.length > 0 : found.some((one) => textOf(one, document.nothing) === value);
}

/**
 * Whether the text can be found without parsing. If nothing in the document can hide it (an escape, an entity, a comment inside it, a Windows line end), the
 * document contains it literally or not at all. This saves parsing nearly every document without it: parsing XML costs twenty times as much as this check.
 */
function cannotHold(value: string, { kind, text }: Payload): boolean {
  const hidden = kind === 'xml' ? /&|<!|\r|.<\?/s.test(text) : text.includes('\\');
  return !hidden && !text.includes(value);
}

function textOf(value: JsonValue, nothing: string): string | undefined {
  if (typeof value === 'string') return value;
  if (value === null) return nothing;
  if (value instanceof Digits) return value.text;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
