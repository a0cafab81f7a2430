/**
 * Zettle's envelope. It is the one message that must be read before its sender is proven, because the two signed values are inside
 * it. So this reading is strict and bounded, and nothing but `verify`, `identify` and `process` sees its result.
 */
import { type JsonDocument, jsonLimits, readJson } from '../../formats/json.ts';
import { cannotRead, type Readable, readable } from '../../formats/readable.ts';
import { field, isObject, scalarText, textField } from '../../formats/values.ts';

/** Members that are not text are left out here; judging the document tells the operator what they were instead. */
export type Envelope = {
  readonly document: JsonDocument;
  readonly eventName: string | undefined;
  readonly messageUuid: string | undefined;
  readonly messageId: string | undefined;
  readonly organizationUuid: string | undefined;
  /**
   * As decoded from the envelope: exactly what the signature covers. The sources differ in how they write a time (a text in the envelope, a
   * number in Zettle's own payloads), and the signature can be checked over the digits of a number as well: so both are taken, and that the
   * contract says text is a finding. It makes nothing easier to forge.
   */
  readonly payload: string | undefined;
  readonly timestamp: string | undefined;
};

const bounds = {
  // The published envelopes have six members, and what hangs below them is text. A TestMessage's payload may be a small object.
  depth_max: 16,
  values_max: 10_000,
};

/** One reading per request: `verify` and `identify` are handed the same bytes. */
const read = new WeakMap<Uint8Array, Readable<Envelope>>();

/** Unreadable: not JSON, not an object, beyond the bounds, or a member twice (two readers could then see two messages). */
export function readEnvelope(bytes: Uint8Array): Readable<Envelope> {
  const known = read.get(bytes);
  if (known !== undefined) return known;
  const envelope = readOnce(bytes);
  read.set(bytes, envelope);
  return envelope;
}

function readOnce(bytes: Uint8Array): Readable<Envelope> {
  const parsed = readJson(bytes, bounds);
  if (!parsed.ok) return parsed;
  const document = parsed.value;
  if (!isObject(document.value)) return cannotRead('json_malformed', 'The envelope is not a JSON object.');
  if (repeatsMember(document)) return cannotRead('json_malformed', 'The envelope has the same member twice.');
  const text = (name: string) => textField(document.value, name);
  const signed = (name: string) => scalarText(field(document.value, name));
  // The empty text names nothing, so a name that is empty counts as absent. What is signed is signed, empty or not.
  const name = (member: string) => text(member) || undefined;
  return readable({
    document,
    eventName: name('eventName'),
    messageUuid: name('messageUuid'),
    messageId: name('messageId'),
    organizationUuid: name('organizationUuid'),
    payload: signed('payload'),
    timestamp: signed('timestamp'),
  });
}

/** Notices are collected up to a bound; where it is reached, one of those left out could be a repeated member. */
function repeatsMember({ notices }: JsonDocument): boolean {
  const repeated = notices.some(({ rule, path }) => rule === 'duplicate_key' && path.lastIndexOf('/') === 0);
  return repeated || notices.length >= jsonLimits.notices_max;
}

/**
 * The message that Zettle posts while a subscription is being created, under a key that nobody knows yet (x-test-message in the
 * contract). The name alone says so: it is not signed, so the claim earns nothing.
 */
export const isTestMessage = (envelope: Envelope): boolean => envelope.eventName === 'TestMessage';
