/** Ids as they are shown and as they may be given. */

/** For the help of an argument. */
export const idHelp = 'its id, or four or more of its first or last characters';

/** In a list. On a terminal what is enough: the last 12 digits, 48 random bits, with an event's number. Elsewhere the whole id, for scripts. */
export function idCell(id: string, stream: { readonly isTTY?: boolean } = process.stdout): string {
  const [, end] = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-([0-9a-f]{12}(?:-\d+)?)$/.exec(id) ?? [];
  return stream.isTTY && end !== undefined ? end : id;
}
