/** Which store, and how it is reached. */
import { hasPassword, whyNoAddress, whyNotBesideTls } from '../store/address.ts';
import type { Place } from '../store/open.ts';
import type { Secret } from '../trust/secrets.ts';
import type { Fault } from './fault.ts';

/** As the file says it. */
export type StoreChoice =
  | string
  | {
      readonly url: string;
      readonly password?: Secret;
      readonly schema: string;
      readonly connections: number;
      readonly direct?: string;
      readonly standby: 'expected' | 'none';
      readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
    };

/** `path` is relative to the working directory. */
export type StoreSettings =
  | { readonly engine: 'sqlite'; readonly path: string }
  | {
      readonly engine: 'postgres';
      /** Without a password outside development. */
      readonly url: string;
      readonly password?: Secret;
      readonly schema: string;
      readonly connectionsMax: number;
      readonly direct?: string;
      readonly standby: 'expected' | 'none';
      /** Paths of PEM files. */
      readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
    };

const standard = { schema: 'pushdock', connections: 12, standby: 'expected' } as const;

export function settleStore(choice: StoreChoice): StoreSettings {
  if (typeof choice === 'string' && choice.startsWith('sqlite:'))
    return { engine: 'sqlite', path: choice.replace(/^sqlite:/, '') };
  const { url, password, schema, connections, direct, standby, tls } =
    typeof choice === 'string' ? { url: choice, ...standard } : choice;
  return {
    ...{ engine: 'postgres', url, schema, connectionsMax: connections, standby },
    ...(direct !== undefined && { direct }),
    ...(password && { password }),
    ...(tls && { tls }),
  };
}

/** As the store's opener wants it: the only place where the password is a text. */
export function storePlace(settings: StoreSettings): Place {
  if (settings.engine === 'sqlite') return settings;
  const { password, ...rest } = settings;
  return { ...rest, ...(password && { password: password.reveal() }) };
}

export function storeFaults(choice: StoreChoice | undefined, development: boolean): readonly Fault[] {
  if (typeof choice !== 'object') return addressFaults(choice ?? '', ['store'], development);
  const { url, direct = '', tls } = choice;
  return [
    ...addressFaults(url, ['store', 'url'], development),
    ...addressFaults(direct, ['store', 'direct'], development),
    ...(tls ? [...tlsFaults(url, ['store', 'url']), ...tlsFaults(direct, ['store', 'direct'])] : []),
    ...(tls && (tls.cert === undefined) !== (tls.key === undefined)
      ? [{ path: ['store', 'tls'], sentence: 'has cert or key without the other; name both, or neither' }]
      : []),
  ];
}

function tlsFaults(url: string, path: readonly string[]): readonly Fault[] {
  const why = whyNoAddress(url) === undefined ? whyNotBesideTls(url) : undefined;
  return why === undefined ? [] : [{ path, sentence: why }];
}

function addressFaults(url: string, path: readonly string[], development: boolean): readonly Fault[] {
  if (!/^postgres(ql)?:/.test(url)) return [];
  const why = whyNoAddress(url);
  if (why !== undefined) return [{ path, sentence: why }];
  if (hasPassword(url) && !development)
    return [
      {
        path,
        sentence:
          'has a password in it, which everybody reads who reads the file; take it out, and write store: { url: …, password: { env: NAME } }',
      },
    ];
  return [];
}
