/**
 * Whether a request to an API without credentials (because it listens on loopback) may come from a foreign web page. A page
 * that is open in a browser on this machine can reach loopback too: by a form, an image, `fetch`, or under a name of its own that suddenly resolves
 * to 127.0.0.1 (DNS rebinding). A browser always says so: Host has the name that it called, Origin and Sec-Fetch-Site say which page calls.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** An address of loopback, `::ffff:127.0.0.1` among them, or `localhost`. Any other name may lead anywhere. */
export function isLoopback(host: string): boolean {
  if (/^localhost\.?$/i.test(host)) return true;
  const address = host.startsWith('::ffff:') ? host.slice(7) : host;
  const version = isIP(address);
  return version !== 0 && loopback.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

/**
 * True unless the request names this machine as its Host and comes from no page, or from a page of this very listener. A page on another port of
 * this machine is somebody else's: its Origin differs, and its images and forms say `same-site`.
 */
export function mayBeForeignPage({
  host,
  origin,
  'sec-fetch-site': site,
}: Readonly<
  Pick<IncomingHttpHeaders, 'host' | 'origin'> & { 'sec-fetch-site'?: string | string[] | undefined }
>): boolean {
  const own = hostAndPort(host ?? '');
  if (own === undefined) return true;
  // `none`: the person at the browser opened it, by typing or by a bookmark.
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  // `null` is the origin of a sandboxed frame and of a file: anybody's.
  return origin !== undefined && hostAndPort(/^https?:\/\/(.+)$/i.exec(origin)?.[1] ?? '') !== own;
}

/** `host:port` in one spelling; `undefined` where the host is not this machine, or where it is not a host and a port at all. */
function hostAndPort(text: string): string | undefined {
  const [, bracketed, name, port = '80'] = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const host = bracketed ?? name;
  if (host === undefined || !isLoopback(host.toLowerCase())) return undefined;
  return `${host.toLowerCase()} ${Number(port)}`;
}
