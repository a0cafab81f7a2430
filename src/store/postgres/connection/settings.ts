/** How a database is reached. */
import { readFileSync } from 'node:fs';
import { provingModes, shownAddress, whyNoAddress, whyNotBesideTls } from '../../address.ts';
import { StoreUnavailable } from '../../store.ts';

export type PostgresPlace = {
  readonly engine: 'postgres';
  /** `postgres://user@host:port/database`; a password in it is used, and shown nowhere. */
  readonly url: string;
  readonly password?: string;
  readonly schema?: string;
  readonly connectionsMax?: number;
  /** Its address past a pooler, for hints between gateways; without it they only poll. */
  readonly direct?: string;
  /** `none`: nobody expects a synchronous standby. */
  readonly standby?: 'expected' | 'none';
  /** Paths of PEM files. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
};

/** What `pg` is given. In our words: a program that compiles against this package need not have its types. */
export type ClientSettings = {
  readonly connectionString: string;
  readonly ssl?: {
    readonly rejectUnauthorized: boolean;
    readonly ca?: string;
    readonly cert?: string;
    readonly key?: string;
  };
  readonly keepAlive: boolean;
  readonly connectionTimeoutMillis: number;
  readonly application_name?: string;
};

export type Settings = {
  readonly client: ClientSettings;
  /** Past a pooler, where hints are wanted. */
  readonly direct?: ClientSettings;
  readonly schema: string;
  readonly connectionsMax: number;
  readonly place: string;
};

const CONNECTIONS_DEFAULT = 12;
// Fewer, and a transaction could wait for a connection that a caller of it holds.
const CONNECTIONS_MIN = 3;
const CONNECT_MS = 10_000;

/** Throws `StoreUnavailable` where a file cannot be read or the address is not one. */
export function settingsOf(place: PostgresPlace): Settings {
  const schema = place.schema ?? 'pushdock';
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) {
    throw new StoreUnavailable(`The schema ${schema} is not a name of lower-case letters, digits and underscores.`, {
      fatal: true,
    });
  }
  const { client, shown } = clientOf(place);
  return {
    client,
    ...(place.direct !== undefined && { direct: clientOf({ ...place, url: place.direct }).client }),
    schema,
    connectionsMax: Math.max(CONNECTIONS_MIN, place.connectionsMax ?? CONNECTIONS_DEFAULT),
    place: shown,
  };
}

function clientOf({ url, password, tls }: PostgresPlace): { client: ClientSettings; shown: string } {
  const why = whyNoAddress(url) ?? (tls && whyNotBesideTls(url));
  if (why !== undefined) throw new StoreUnavailable(`The address of the store ${why}.`, { fatal: true });
  const whole = new URL(url);
  // In the query, because an address of a socket has no host before which a password could stand; `pg` reads it from there.
  if (password !== undefined) whole.searchParams.set('password', password);
  // What the address says of TLS goes before `ssl` with `pg`, and would leave out the authority that is named there.
  if (tls) for (const name of ['ssl', 'sslmode']) whole.searchParams.delete(name);
  // The same to `pg`, without its warning on each start. With `uselibpqcompat` they are what they are to libpq.
  const { searchParams } = whole;
  if (provingModes.includes(searchParams.get('sslmode') ?? '') && !searchParams.has('uselibpqcompat'))
    searchParams.set('sslmode', 'verify-full');
  const ssl = tls && {
    rejectUnauthorized: true,
    ...(tls.ca !== undefined && { ca: pem(tls.ca) }),
    ...(tls.cert !== undefined && { cert: pem(tls.cert) }),
    ...(tls.key !== undefined && { key: pem(tls.key) }),
  };
  return {
    client: {
      connectionString: whole.toString(),
      ...(ssl && { ssl }),
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_MS,
      application_name: 'pushdock',
    },
    shown: shownAddress(url),
  };
}

function pem(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new StoreUnavailable(`The file ${path} of the store's TLS settings cannot be read.`, { fatal: true, cause });
  }
  // Node takes any text for a list of authorities with none in it.
  if (!text.includes('-----BEGIN '))
    throw new StoreUnavailable(`The file ${path} of the store's TLS settings is not a PEM file.`, { fatal: true });
  return text;
}
