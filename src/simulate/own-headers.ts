/** Headers that somebody gives to a message: added to the provider's own, or in their place. */

/** Headers that say how the request is framed; another value would make another request of it, or none. */
const framing = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'upgrade',
  'expect',
  'te',
  'trailer',
]);

export type OwnHeaders = Readonly<Record<string, string>>;

/** Why one of them cannot be sent; `undefined`: all can. */
export function headersFault(headers: OwnHeaders): string | undefined {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}$/.test(name)) return `${JSON.stringify(name)} is not the name of a header`;
    if (framing.has(name.toLowerCase())) return `${name} cannot be given: it says how the request is framed`;
    // Visible characters and blanks; a line break would begin another header.
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return `the value of ${name} holds a character that no header can`;
  }
  return undefined;
}

/** Names without regard to their case. */
export function withHeaders(headers: Readonly<Record<string, string>>, own: OwnHeaders): Record<string, string> {
  const replaced = new Set(Object.keys(own).map((name) => name.toLowerCase()));
  const kept = Object.entries(headers).filter(([name]) => !replaced.has(name.toLowerCase()));
  return Object.fromEntries([...kept, ...Object.entries(own).map(([name, value]) => [name.toLowerCase(), value])]);
}
