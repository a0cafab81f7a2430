/** Who may use the operator API: holders of a token of `admin.tokens`; in development on loopback, everybody on this machine. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import type { Configuration } from '../config.ts';
import { differences, type Reloadable } from '../reload.ts';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

export type Access = (authorization: string | undefined, remoteAddress: string | undefined) => boolean;

export function openAccess({ development, listen, admin }: Configuration): Access {
  const open = development && isLoopback(listen.admin.host);
  const digests = admin.tokens.map(({ secret }) => digest(secret.reveal()));
  return (authorization, remoteAddress) => {
    if (open && isLoopback(remoteAddress ?? '')) return true;
    const presented = digest(/^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '');
    // Every token is compared, so that the time taken does not tell which one came close.
    return digests.map((known) => timingSafeEqual(known, presented)).some(Boolean);
  };
}

/** Access whose tokens a reload exchanges. */
export function liveAccess(configuration: Configuration): { readonly access: Access; readonly reload: Reloadable } {
  let inForce = openAccess(configuration);
  const byName = ({ admin }: Configuration) =>
    Object.fromEntries(admin.tokens.map(({ name, ...token }): [string, unknown] => [name, token]));
  return {
    access: (authorization, remoteAddress) => inForce(authorization, remoteAddress),
    reload: {
      prepare: async (next, before) => {
        const opened = openAccess(next);
        return {
          changes: differences('operatorToken', byName(before), byName(next)),
          commit: () => {
            inForce = opened;
          },
          discard: async () => {},
        };
      },
    },
  };
}

function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  const address = host.startsWith('::ffff:') ? host.slice(7) : host;
  const version = isIP(address);
  return version !== 0 && loopback.check(address, version === 6 ? 'ipv6' : 'ipv4'); // Any other host name may lead anywhere.
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
