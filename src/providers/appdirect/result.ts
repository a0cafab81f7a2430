/** The result document: neutral inside, and in the two formats and two spellings that AppDirect knows (README.md of the contract). */
import type { JsonValue } from '../../formats/json.ts';
import { field, isObject } from '../../formats/values.ts';
import { writeXml } from '../../formats/xml-write.ts';
import type { BusinessResult } from '../../store/store.ts';

export type Result = {
  readonly success: boolean;
  readonly accountIdentifier?: string;
  readonly userIdentifier?: string;
  /** From an open list; always there when `success` is false. */
  readonly errorCode?: string;
  readonly message?: string;
};

export type ResultFormat = 'json' | 'xml';
export type ResultStyle = 'documented' | 'sdk';

export const failure = (errorCode: string, message: string): Result => ({ success: false, errorCode, message });

/** After these a resend is processed again, which is its purpose. PENDING says by itself that it is not the end. */
const passing: ReadonlySet<string> = new Set(['UNKNOWN_ERROR', 'TRANSPORT_ERROR', 'PENDING']);

/** For the store. Final: repeats hear it again, and the work is done once. */
export function businessResult(result: Result): BusinessResult {
  return { final: result.success || !passing.has(result.errorCode ?? 'UNKNOWN_ERROR'), value: { ...result } };
}

/** A result that is answered but has no effect, whatever its code: of a ping, or of an unreadable event. */
export const passingResult = (result: Result): BusinessResult => ({ final: false, value: { ...result } });

// A text that XML cannot contain, or that is far longer than any name, would make an answer that AppDirect cannot read.
const textUnitsMax = 1_024;
const impossible = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** The result that a document is, in either spelling, from what was parsed or was kept by the store. `undefined`: it is none (`parseResult` says when). */
export function resultOf(document: JsonValue): Result | undefined {
  if (!isObject(document)) return undefined;
  const success = truth(field(document, 'success'));
  if (success === undefined) return undefined;
  const texts: { [name: string]: string } = success ? {} : { errorCode: 'UNKNOWN_ERROR' };
  for (const name of ['accountIdentifier', 'userIdentifier', 'errorCode', 'message'] as const) {
    const value = field(document, name) ?? field(document, name.toLowerCase());
    if (value === undefined || value === null || value === '') continue;
    if (typeof value !== 'string' || value.length > textUnitsMax || impossible.test(value)) return undefined;
    texts[name] = value;
  }
  return { success, ...texts };
}

function truth(value: JsonValue | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value.trim() : undefined;
  return text === 'true' || text === 'false' ? text === 'true' : undefined;
}

/** As JSON: `documented` writes `success` as a string, `sdk` as a boolean. */
export function jsonResult(result: Result, style: ResultStyle) {
  return style === 'sdk' ? inOrder(result, result.success) : inOrder(result, String(result.success));
}

/** As XML: `documented` writes the names in lower case, `sdk` in camelCase. */
export function xmlResult(result: Result, style: ResultStyle): string {
  const fields = Object.entries(inOrder(result, String(result.success)));
  const names = fields.map(([name, value]) => [style === 'sdk' ? name : name.toLowerCase(), value] as const);
  return writeXml('result', Object.fromEntries(names), { standalone: true, pretty: true });
}

/** The order of the source document's samples. */
function inOrder<Success>(result: Result, success: Success) {
  const { accountIdentifier, userIdentifier, errorCode, message } = result;
  return {
    success,
    ...(accountIdentifier !== undefined && { accountIdentifier }),
    ...(userIdentifier !== undefined && { userIdentifier }),
    ...(errorCode !== undefined && { errorCode }),
    ...(message !== undefined && { message }),
  };
}
