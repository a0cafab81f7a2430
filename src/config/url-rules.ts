/** Which URLs and hosts a configuration may name. */
import { isIP } from 'node:net';
import { isPublicAddress } from '../outbound/public-address.ts';
import type { Fault } from './fault.ts';

export const developmentOnly =
  'is allowed in development only; remove it, or set development: true on a machine that is not production';

/** What is wrong with a URL that we are to call. `allowPrivate`: the operator has said that a private address is meant. */
export function urlFaults(path: Fault['path'], text: string, development: boolean, allowPrivate = false): Fault[] {
  if (!URL.canParse(text)) return [{ path, sentence: 'is not a URL; correct it, such as https://api.example.com' }];
  const url = new URL(text);
  if (url.username !== '' || url.password !== '')
    return [{ path, sentence: 'has a user or password in it; remove it, credentials have keys of their own' }];
  if (development) return [];
  if (url.protocol !== 'https:')
    return [{ path, sentence: `plain http ${developmentOnly.replace('remove it', 'use https')}` }];
  return allowPrivate ? [] : privateFaults(path, url.hostname);
}

export function hostFaults(path: Fault['path'], text: string, development: boolean): Fault[] {
  const port = /:(\d+)$/.exec(text.replace(/^\[.*\]/, ''))?.[1];
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535))
    return [{ path, sentence: 'has a port outside 1 to 65535; correct it' }];
  const address = `https://${text}`;
  if (!URL.canParse(address))
    return [{ path, sentence: 'is not a host or host:port; correct it, such as marketplace.example.com' }];
  return development ? [] : privateFaults(path, new URL(address).hostname);
}

/** Names are looked up when they are called, and checked again then; here only what is plain from the text. */
function privateFaults(path: Fault['path'], hostname: string): Fault[] {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const isPrivate = host === 'localhost' || host.endsWith('.localhost') || (isIP(host) !== 0 && !isPublicAddress(host));
  return isPrivate
    ? [
        {
          path,
          sentence: `a private or loopback address ${developmentOnly.replace('remove it', 'use the public host')}`,
        },
      ]
    : [];
}
