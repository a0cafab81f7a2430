/** Faults of a body that show before it is parsed. An operation without a body refuses one, because its sender means something by it, and it would be ignored. */
import type { ReadJson } from './read-json.ts';

type Refused = Extract<ReadJson, { ok: false }>;

/** `undefined`: nothing, as far as can be said without the schema. */
export function bodyRefused(read: ReadJson, taken: boolean, contentType: string | undefined): Refused | undefined {
  if (read.ok && read.value === undefined) return undefined;
  if (!taken) return refused('This operation takes no body.');
  if (!read.ok) return read;
  const mediaType = contentType?.split(';')[0]?.trim().toLowerCase();
  return mediaType === 'application/json' ? undefined : refused('The body must have Content-Type application/json.');
}

const refused = (detail: string): Refused => ({ ok: false, code: 'parameter_invalid', detail });
