/** Checks which URLs may be called, before any name is looked up. */
import { isIP } from 'node:net';
import { OutboundFault } from './fault.ts';
import { isWithinReach, type Reach, refusedAddress } from './public-address.ts';

/**
 * The URL, parsed, when it is https (with `any` reach http too), names no user, and its host is a name or an address within reach; else
 * throws an `OutboundFault`. `URL` has already turned `2130706433`, `0177.0.0.1` and `0x7f.1` into `127.0.0.1`. Addresses
 * written out are checked here because connecting to one asks no lookup; names are checked by the lookup.
 */
export function admitUrl(input: string | URL, reach: Reach): URL {
  if (!URL.canParse(String(input))) throw new OutboundFault('url_refused', 'the URL to call is not an absolute URL');
  const url = new URL(input);
  if (url.protocol !== 'https:' && !(reach === 'any' && url.protocol === 'http:'))
    throw new OutboundFault('url_refused', `the URL to call is ${url.protocol.slice(0, -1)}, and only https is called`);
  if (url.username !== '' || url.password !== '')
    throw new OutboundFault('url_refused', 'the URL to call has a user or password in it');
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host) !== 0 && !isWithinReach(host, reach)) throw refusedAddress(url.hostname, reach);
  return url;
}
