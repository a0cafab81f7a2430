/** What of a request may be shown and recorded: credentials become `***`. */

/** Headers that hold a credential or a signature. */
const telling = /^(authorization|cookie|proxy-authorization|x-.*(signature|token|key).*)$/i;

export function redactedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, telling.test(name) ? '***' : value]));
}

/** Names of headers that hold one. */
export const namesOfCredentials = (headers: Readonly<Record<string, string>>): readonly string[] =>
  Object.keys(headers).filter((name) => telling.test(name));

/** The headers that hold none. */
export function withoutCredentials(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !telling.test(name)));
}

/** Without query and credentials. A mock whose path is a secret says itself how its URL is shown. */
export function redactedUrl(text: string): string {
  return text.replace(/[?#].*$/s, '').replace(/\/\/[^/@]*@/, '//');
}
