/** Bytes → the notification's fields, XML or JSON. Of the Content-Type only the charset counts: the first character that is not blank says which. */
import { firstSignificant } from '../../formats/decode.ts';
import { type JsonValue, readJson } from '../../formats/json.ts';
import type { Readable } from '../../formats/readable.ts';
import { unwrapJson } from '../../formats/unwrap-json.ts';
import { readXmlBeforeAck, whenRead } from '../../formats/xml-before-ack.ts';
import type { XmlContent } from '../../formats/xml-objects.ts';
import type { RawRequest } from '../../trust/trust.ts';

/** The root element in XML, which some put around the JSON too. */
export const ROOT = 'labelStatusNotification';

/** `null`: a document, but with another root. A promise only where libxml2 is loaded for it. */
export function readNotification({
  bytes,
  headers,
}: Pick<RawRequest, 'bytes' | 'headers'>): Readable<JsonValue> | Promise<Readable<JsonValue>> {
  const contentType = headers['content-type'];
  if (firstSignificant(bytes) === 'xml') return whenRead(readXmlBeforeAck(bytes, [ROOT], contentType), ofRoot);
  const read = readJson(bytes, {}, contentType);
  if (!read.ok) return read;
  return { ok: true, value: unwrapJson(read.value.value, ROOT)?.value ?? read.value.value };
}

const ofRoot = (read: Readable<XmlContent>): Readable<JsonValue> =>
  read.ok ? { ok: true, value: read.value.root === ROOT ? read.value.value : null } : read;
