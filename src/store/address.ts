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
  return undefined;
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
