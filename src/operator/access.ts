/** Who may use the operator API: holders of a token of `admin.tokens`; in development on loopback, every program on this machine, but no web page. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Configuration } from '../config.ts';
import { differences, type Reloadable } from '../running/reload.ts';
import { isLoopback, mayBeForeignPage } from '../trust/web-page.ts';

/** `web page`: would be granted, but for what a browser says about the page that asks (web-page.ts). */
export type Admission = 'granted' | 'refused' | 'web page';

export type Caller = { readonly headers: IncomingHttpHeaders; readonly remoteAddress: string | undefined };

export type Access = (caller: Caller) => Admission;

export function openAccess({ development, listen, admin }: Configuration): Access {
  const open = development && isLoopback(listen.admin.host);
  const digests = admin.tokens.map(({ secret }) => digest(secret.reveal()));
  return ({ headers, remoteAddress }) => {
    const presented = digest(/^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '');
    // Every token is compared, so that the time taken does not tell which one came close.
    const holdsToken = digests.map((known) => timingSafeEqual(known, presented)).some(Boolean);
    // A foreign page has no token to send, so a caller with a token is not checked further.
    if (holdsToken) return 'granted';
    if (!open || !isLoopback(remoteAddress ?? '')) return 'refused';
    return mayBeForeignPage(headers) ? 'web page' : 'granted';
  };
}

/** A reload exchanges the tokens of this access. */
export function liveAccess(configuration: Configuration): { readonly access: Access; readonly reload: Reloadable } {
  let inForce = openAccess(configuration);
  const byName = ({ admin }: Configuration) =>
    Object.fromEntries(admin.tokens.map(({ name, ...token }): [string, unknown] => [name, token]));
  return {
    access: (caller) => inForce(caller),
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

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
