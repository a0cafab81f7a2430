/** Bytes → the notification's fields, XML or JSON. Of the Content-Type only the charset counts: the first character that is not blank says which. */
import { firstSignificant } from '../../formats/decode.ts';
import { type JsonValue, readJson } from '../../formats/json.ts';
import type { Readable } from '../../formats/readable.ts';
import { readXml } from '../../formats/xml.ts';
import type { RawRequest } from '../../trust.ts';

export function readNotification({ bytes, headers }: Pick<RawRequest, 'bytes' | 'headers'>): Readable<JsonValue> {
  const contentType = headers['content-type'];
  if (firstSignificant(bytes) === 'xml') {
    const read = readXml(bytes, {}, contentType);
    return read.ok ? { ok: true, value: read.value.value } : read;
  }
  const read = readJson(bytes, {}, contentType);
  return read.ok ? { ok: true, value: read.value.value } : read;
}
