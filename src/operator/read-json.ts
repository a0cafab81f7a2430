/** The body of an operator's request: JSON, bounded while it is read. */
import type { IncomingMessage } from 'node:http';
import { limits } from '../limits.ts';
import { fixedLimit } from '../problems.ts';
import { readBody } from '../receive/read.ts';

export type ReadJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: 'body_too_large' | 'parameter_invalid'; readonly detail?: string };

/** `undefined` for an absent body, which the contract refuses if it requires one. */
export async function readJson(request: IncomingMessage): Promise<ReadJson> {
  const read = await readBody(request, limits.operator_body_bytes_max);
  if (!read.ok) {
    if (read.why === 'too_large')
      return { ok: false, code: 'body_too_large', detail: fixedLimit(limits.operator_body_bytes_max) };
    return { ok: false, code: 'parameter_invalid', detail: 'The body was cut off.' };
  }
  if (read.bytes.byteLength === 0) return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(read.bytes)) };
  } catch {
    return { ok: false, code: 'parameter_invalid', detail: 'The body is not JSON in UTF-8.' };
  }
}

type Refused = Extract<ReadJson, { ok: false }>;

/**
 * What is wrong with a body before its schema is asked; `undefined`: nothing. An operation that takes none refuses one: its sender means something
 * by it, and would not be heard.
 */
export function bodyRefused(read: ReadJson, taken: boolean, contentType: string | undefined): Refused | undefined {
  if (read.ok && read.value === undefined) return undefined;
  if (!taken) return refused('This operation takes no body.');
  if (!read.ok) return read;
  const mediaType = contentType?.split(';')[0]?.trim().toLowerCase();
  return mediaType === 'application/json' ? undefined : refused('The body must have Content-Type application/json.');
}

const refused = (detail: string): Refused => ({ ok: false, code: 'parameter_invalid', detail });
