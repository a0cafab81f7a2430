/** How ids are shown, and how a user may give them. */

/** For the help of an argument. */
export const idHelp = 'its id, or four or more of its first or last characters';

/** For a list. On a terminal the last 12 digits (48 random bits) and an event's number are enough. Scripts get the whole id. */
export function idCell(id: string, stream: { readonly isTTY?: boolean } = process.stdout): string {
  const [, end] = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-([0-9a-f]{12}(?:-\d+)?)$/.exec(id) ?? [];
  return stream.isTTY && end !== undefined ? end : id;
}
