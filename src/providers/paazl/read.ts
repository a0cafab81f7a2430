/** Bytes → the notification's fields, XML or JSON. The Content-Type decides nothing: the first character that is not blank does. */
import { firstSignificant } from '../../formats/decode.ts';
import { type JsonValue, readJson } from '../../formats/json.ts';
import type { Readable } from '../../formats/readable.ts';
import { readXml } from '../../formats/xml.ts';

export function readNotification(bytes: Uint8Array): Readable<JsonValue> {
  if (firstSignificant(bytes) === 'xml') {
    const read = readXml(bytes);
    return read.ok ? { ok: true, value: read.value.value } : read;
  }
  const read = readJson(bytes);
  return read.ok ? { ok: true, value: read.value.value } : read;
}
