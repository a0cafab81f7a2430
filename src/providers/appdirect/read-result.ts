/** Reads the result documents that responders answer with. */
import { firstSignificant } from '../../formats/decode.ts';
import { readJson } from '../../formats/json.ts';
import { readXml } from '../../formats/xml.ts';
import { type Result, resultOf } from './result.ts';

/**
 * Reads a result document, JSON or XML, in either spelling; `undefined` when it is none: unreadable, `success` neither true nor
 * false, or a text field that is not a text, longer than 1024 characters or not possible in XML. False without an error code is UNKNOWN_ERROR.
 */
export function parseResult(bytes: Uint8Array): Result | undefined {
  if (firstSignificant(bytes) === 'xml') {
    const read = readXml(bytes);
    return read.ok && read.value.root === 'result' ? resultOf(read.value.value) : undefined;
  }
  const read = readJson(bytes);
  return read.ok ? resultOf(read.value.value) : undefined;
}
