/** The cookie of a session. */

const NAME = 'pushdock_session';
/** A browser takes this name only over https, without a domain and for the whole host, so no other page can plant one. */
const SECURE_NAME = `__Host-${NAME}`;

/** Of the header `Cookie`. */
export function sessionCookie(header: string | undefined): string | undefined {
  const cookies = (header ?? '').split(';').map((part) => part.trim());
  for (const name of [SECURE_NAME, NAME]) {
    const found = cookies.find((cookie) => cookie.startsWith(`${name}=`));
    if (found !== undefined) return found.slice(name.length + 1);
  }
  return undefined;
}

/** `Set-Cookie` that keeps it until the browser is closed; `undefined` takes it away. `/`: a proxy may have put any path before ours. */
export function sessionCookieText(value: string | undefined, secure: boolean): string {
  const name = secure ? SECURE_NAME : NAME;
  return `${name}=${value ?? ''}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}${value === undefined ? '; Max-Age=0' : ''}`;
}
