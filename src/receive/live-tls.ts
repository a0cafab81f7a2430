/** Exchanges a renewed certificate while the gateway runs: the next handshake uses it, open connections go on. */

import type { Server } from 'node:http';
import { createSecureContext, Server as TlsServer } from 'node:tls';
import { ConfigurationError } from '../config/configuration-error.ts';
import { sameSettings } from '../config/same-settings.ts';
import type { Configuration } from '../config/settings.ts';
import type { Change, Reloadable } from '../running/reload.ts';
import { codeOf } from '../running/thrown.ts';
import { secureContextOf } from './tls.ts';

type Tls = Configuration['listen']['tls'];

/** `configured`: what `server` was made with. */
export function liveTls(server: Server, configured: Tls): { readonly inForce: () => Tls; readonly reload: Reloadable } {
  let current = configured;
  const reload: Reloadable = {
    prepare: async ({ listen: { tls: next } }, { listen: { tls: inForce } }) => {
      if (sameSettings(next, inForce)) return { changes: [], commit: () => {}, discard: async () => {} };
      if (next === undefined || !(server instanceof TlsServer))
        throw new ConfigurationError([
          'listen.tls: cannot be added or removed while the gateway runs; restart the gateway, or restore the old value',
        ]);
      const context = secureContextOf(next);
      refuseUnusable(context);
      const changes: readonly Change[] = [{ kind: 'certificate', name: next.files.cert, change: 'changed' }];
      return {
        changes,
        commit: () => {
          server.setSecureContext(context);
          current = next;
        },
        discard: async () => {},
      };
    },
  };
  return { inForce: () => current, reload };
}

/** What the configuration's rules let pass and TLS does not, such as a key that is too short for today. */
function refuseUnusable(context: Parameters<typeof createSecureContext>[0]): void {
  try {
    createSecureContext(context);
  } catch (error) {
    const code = codeOf(error) ?? 'unknown';
    throw new ConfigurationError([`listen.tls: TLS cannot use this certificate and key (${code}); make them again`]);
  }
}
