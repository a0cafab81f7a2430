/**
 * What is looked for in stored payloads, and whether one holds it. No index stands behind this: acks would pay for it. So it runs on what the
 * other filters leave, in the engine, within bounds.
 */
import { decodeJson, decodeXml, firstSignificant } from '../../formats/decode.ts';
import { type PathStep, valuesAt } from '../../formats/field-path.ts';
import { Digits, type JsonValue, parseJson, readJson } from '../../formats/json.ts';
import { field as own } from '../../formats/values.ts';

/** A field at the end of a path; with a value it has exactly this text. */
export type FieldCondition = { readonly path: readonly PathStep[]; readonly value?: string };
export type PayloadSearch = { readonly text?: string; readonly fields?: readonly FieldCondition[] };

/** Something that may hold what is looked for. `document` is parsed when it is first needed. */
type Payload = { readonly kind: 'json' | 'xml' | 'other'; readonly text: string; readonly document: () => Parsed };
/** An empty element has no text; JSON's null is the word. */
type Parsed = { readonly value: JsonValue; readonly nothing: '' | 'null' } | undefined;

/** Of a message: each condition by its body or by one of the documents that were fetched for it. */
export function bytesHold(search: PayloadSearch, payloads: readonly Uint8Array[]): boolean {
  return holds(search, payloads.map(payloadOf));
}

/** Of an event: its JSON for the text, its data for fields. */
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
  // What cannot be decoded is searched byte by byte: it may be just what somebody looks for.
  const text = decoded.ok ? decoded.value.text : Buffer.from(bytes).toString('latin1');
  if (kind === 'xml') return { kind, text, document: () => xmlDocument(bytes) };
  return { kind: kind === 'json' ? kind : 'other', text, document: () => jsonDocument(bytes) };
}

let xml: typeof import('../../formats/xml.ts') | undefined;

/** To be waited for before the first payload is looked into; `undefined` afterwards. */
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
 * A text that nothing in the document may hide (an escape, an entity, a comment inside of it, a line end of Windows) stands there as it is, or not at all.
 * Saves parsing nearly every document that does not hold it: parsing XML costs twenty times as much as this look.
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
