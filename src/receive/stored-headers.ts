/**
 * Headers worth keeping, without credentials. What proves the sender was checked already; a stored copy could only leak.
 * `x-izettle-signature` stays: it is evidence of the bytes, and useless without the key.
 */
const credentials = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'x-client-cert',
  'x-forwarded-client-cert',
  'client-cert',
]);

export function storedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, credentials.has(name) ? '***' : value]),
  );
}
