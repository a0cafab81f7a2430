/** The time in a UUID of version 7 (RFC 9562 §5.7), as the ids of messages are: so no row has to be read for it. */

/** Milliseconds since 1970; undefined for any other text. */
export function timeOfId(id: string): number | undefined {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-7/.test(id)) return undefined;
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
