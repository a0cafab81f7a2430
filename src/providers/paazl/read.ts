/** Bytes → the notification's fields, XML or JSON. Of the Content-Type only the charset counts: the first character that is not blank says which. */
import { decodeXml, firstSignificant } from '../../formats/decode.ts';
import { type JsonValue, readJson } from '../../formats/json.ts';
import { readPlainXml } from '../../formats/plain-xml.ts';
import type { Readable } from '../../formats/readable.ts';
import { unwrapJson } from '../../formats/unwrap-json.ts';
import { parseXml } from '../../formats/xml.ts';
import type { RawRequest } from '../../trust/trust.ts';

/** The root element in XML, which some put around the JSON too. */
export const ROOT = 'labelStatusNotification';

/** `null`: a document, but with another root. */
export function readNotification({ bytes, headers }: Pick<RawRequest, 'bytes' | 'headers'>): Readable<JsonValue> {
  const contentType = headers['content-type'];
  if (firstSignificant(bytes) === 'xml') {
    const decoded = decodeXml(bytes, contentType);
    if (!decoded.ok) return decoded;
    const { text } = decoded.value;
    const plain = readPlainXml(text);
    if (plain?.root === ROOT) return { ok: true, value: plain.value };
    const read = parseXml(text, { roots: [ROOT] });
    if (!read.ok) return read;
    return { ok: true, value: read.value.root === ROOT ? read.value.value : null };
  }
  const read = readJson(bytes, {}, contentType);
  if (!read.ok) return read;
  return { ok: true, value: unwrapJson(read.value.value, ROOT)?.value ?? read.value.value };
}
