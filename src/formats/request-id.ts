/** `X-Request-Id`, by which a proxy in front names a request in its own log. */

/** Undefined where there is none, and for what no log and no answer should repeat: another character, more than 128, or several. */
export function requestIdOf(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): string | undefined {
  const sent = headers['x-request-id'];
  return typeof sent === 'string' && /^[\w.:/+=@-]{1,128}$/.test(sent) ? sent : undefined;
}
