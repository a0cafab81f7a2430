/** Bytes → the notification's fields, XML or JSON. Of the Content-Type only the charset counts: the first character that is not blank says which. */
import { firstSignificant } from '../../formats/decode.ts';
import { type JsonValue, readJson } from '../../formats/json.ts';
import type { Readable } from '../../formats/readable.ts';
import { unwrapJson } from '../../formats/unwrap-json.ts';
import { readXml } from '../../formats/xml.ts';
import type { RawRequest } from '../../trust/trust.ts';

/** The root element in XML, which some put around the JSON too. */
export const ROOT = 'labelStatusNotification';

/** `null`: a document, but with another root. */
export function readNotification({ bytes, headers }: Pick<RawRequest, 'bytes' | 'headers'>): Readable<JsonValue> {
  const contentType = headers['content-type'];
  if (firstSignificant(bytes) === 'xml') {
    const read = readXml(bytes, { roots: [ROOT] }, contentType);
    if (!read.ok) return read;
    return { ok: true, value: read.value.root === ROOT ? read.value.value : null };
  }
  const read = readJson(bytes, {}, contentType);
  if (!read.ok) return read;
  return { ok: true, value: unwrapJson(read.value.value, ROOT)?.value ?? read.value.value };
}
