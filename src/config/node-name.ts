/** How a process is called among the gateways that share a store. It is not in the file, because all of them may have the same file. */
import { hostname } from 'node:os';
import type { Environment } from '../trust/secrets.ts';
import type { Fault } from './fault.ts';

// It stands in paths (`{node}`), in metrics and in tables.
const allowed = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

export function nodeFaults({ PUSHDOCK_NODE }: Environment): readonly Fault[] {
  if (!PUSHDOCK_NODE || allowed.test(PUSHDOCK_NODE)) return [];
  return [
    {
      path: [],
      sentence:
        'the environment variable PUSHDOCK_NODE is not a name of up to 63 letters, digits, dots, dashes and underscores; correct it or unset it',
    },
  ];
}

export function nodeName({ PUSHDOCK_NODE }: Environment): string {
  if (PUSHDOCK_NODE) return PUSHDOCK_NODE;
  const host = hostname()
    .replaceAll(/[^A-Za-z0-9._-]/g, '-')
    .slice(0, 63);
  return allowed.test(host) ? host : 'node';
}
