/** The address of a database: whether it is one, and how it may be shown. No sentence here repeats it, because it may have a password in it. */

/** As the rest of a sentence that begins with what the address is of. `undefined`: it is one. */
export function whyNoAddress(text: string): string | undefined {
  if (!/^postgres(ql)?:/.test(text)) return 'is not a URL that begins with postgres://';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) return 'is not a URL; write postgres://user@host:5432/database';
  // A password with one of these ends the address's own part too early, and its rest would be taken for the database's name.
  const behind = [url.pathname, url.hash, ...url.searchParams.keys()];
  if (behind.some((part) => part.includes('@')))
    return 'has an @ behind its host; in a user or password write %2F for /, %3F for ?, %23 for # and %40 for @';
  if (![url.username, url.password, url.pathname].every(isEncoded))
    return 'has a % that two hexadecimal digits do not follow; write %25 for %';
  const mode = url.searchParams.get('sslmode') ?? 'disable';
  if (![...provingModes, 'disable', 'no-verify'].includes(mode))
    return `has an sslmode that is none of disable, ${provingModes.join(', ')} and no-verify`;
  return undefined;
}

/** Values of `sslmode` with which the server must prove itself by the authorities that we trust and by its name: as `verify-full` does. */
export const provingModes: readonly string[] = ['allow', 'prefer', 'require', 'verify-ca', 'verify-full'];

const tlsParameters = ['ssl', 'sslmode', 'sslcert', 'sslkey', 'sslrootcert', 'uselibpqcompat'];

/** Why it cannot stand beside `store.tls`, as the rest of a sentence: `pg` would use what the address says, and take any server's word. `text` must be an address. */
export function whyNotBesideTls(text: string): string | undefined {
  const { searchParams } = new URL(text);
  const agrees = (name: string, value: string) =>
    (name === 'sslmode' && provingModes.includes(value)) || (name === 'ssl' && ['true', '1'].includes(value));
  const found = [...searchParams].find(([name, value]) => tlsParameters.includes(name) && !agrees(name, value));
  return found && `has ${found[0]} in it, which contradicts store.tls; take it out, and say all of it under store.tls`;
}

/** Without its passwords. `text` must be an address. */
export function shownAddress(text: string): string {
  const url = new URL(text);
  if (url.password !== '') url.password = '';
  for (const secret of ['password', 'sslpassword']) url.searchParams.delete(secret);
  return url.toString();
}

export function hasPassword(text: string): boolean {
  const url = new URL(text);
  return url.password !== '' || url.searchParams.has('password') || url.searchParams.has('sslpassword');
}

function isEncoded(part: string): boolean {
  try {
    decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}
