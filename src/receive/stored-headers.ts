/**
 * Headers worth keeping, without credentials. What proves the sender was checked already; a stored copy could only leak.
 * `x-izettle-signature` stays: it is evidence of the bytes, and useless without the key.
 */
const credentials = [
  'authorization',
  'proxy-authorization',
  'cookie',
  'x-client-cert',
  'x-forwarded-client-cert',
  'client-cert',
];

export function storedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const stored = { ...headers };
  for (const name of credentials) if (Object.hasOwn(stored, name)) stored[name] = '***';
  return stored;
}
