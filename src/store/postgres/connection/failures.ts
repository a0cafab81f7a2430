/** What the database's errors mean for a caller. */
import { StoreUnavailable } from '../../store.ts';

/** The fields of an error of `pg` or of a socket that are looked at. */
type Told = {
  readonly code?: unknown;
  readonly constraint?: unknown;
  readonly severity?: unknown;
  readonly detail?: unknown;
  readonly table?: unknown;
};

const told = (error: unknown): Told => (typeof error === 'object' && error !== null ? error : {});
export const codeOf = (error: unknown): string => {
  const { code } = told(error);
  return typeof code === 'string' ? code : '';
};

// The transaction lost a race and changed nothing; the same again will do. The unique index of heads is a race too: of two
// transactions that saw no head of an order key, one made it first.
const lostRaces = new Set(['40001', '40P01']);
const HEADS = 'deliveries_heads';

export const isLostRace = (error: unknown): boolean =>
  lostRaces.has(codeOf(error)) || (codeOf(error) === '23505' && told(error).constraint === HEADS);

/** The day for which a partitioned table has no partition, where that is the error. With `quote_all_identifiers` the column is quoted. */
export function missingDay(error: unknown): number | undefined {
  const { detail } = told(error);
  if (codeOf(error) !== '23514' || typeof detail !== 'string') return undefined;
  const [, day] = /\("?day"?\) = \((-?\d{1,9})\)/.exec(detail) ?? [];
  return day === undefined ? undefined : Number(day);
}

const READ_ONLY = '25006';

/** The server takes no writes: after a failover this is a replica. Other connections lead there as well. */
export const isReadOnly = (error: unknown): boolean => codeOf(error) === READ_ONLY;

/**
 * What a `BEGIN … READ WRITE` failed with. A server in recovery refuses it as a feature that it does not have (0A000), and not as a write (25006). Its message is in the
 * server's language, and elsewhere the code means something else.
 */
export function ofBegin(error: unknown): unknown {
  if (codeOf(error) !== '0A000' || !(error instanceof Error)) return error;
  return Object.assign(new Error(error.message, { cause: error }), { code: READ_ONLY });
}

// 08 connection, 53 resources (disk full, too many connections), 57 operator's intervention (shutdown, cancelled, starting up),
// 55P03 lock timeout, 58 system error, XX damaged data, 28/3D/3F/42501/42P01 a role, database, schema, right or table that an administrator changed or took away.
const passing = /^(08|53|57|55P03|58|XX|28|3D|3F|42501|42P01|25006|25P0|40)/;
// What to check, by the error: the first that fits.
const cures: readonly (readonly [RegExp, string])[] = [
  [
    /^(CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO|ERR_TLS_CERT)/,
    "Check that store.tls.ca names the authority that issued the database's certificate, and that the certificate is for the name in store.url.",
  ],
  [
    /client certificate|no encryption|does not support SSL|alert|key values mismatch|PEM|ERR_SSL|ERR_TLS|ERR_OSSL/i,
    'Check store.tls: whether the database takes TLS, and whether store.tls.cert and store.tls.key are what it asks for.',
  ],
  [/^SASL|password must be a string/, 'The database asks for a password. Set store.password, or PGPASSWORD.'],
  [/^25006/, 'That server is a replica, which takes no writes. Check that store.url leads to the primary.'],
  [/^28/, 'Check the user in store.url, its password, and pg_hba.conf of the database.'],
  [/^3D/, "Check the database's name in store.url, or make that database: CREATE DATABASE … OWNER …."],
  [/^53300/, 'Raise max_connections or the limit of that user, or lower store.connections.'],
  [/^(42704|22023|42601)/, 'Check the parameters in store.url and the name in store.schema.'],
  [/^42501/, 'Let the user in store.url own the database, or the schema and all that is in it.'],
  [
    /^(42|3F)/,
    'Name a schema of its own in store.schema: what is in this one was not made by Pushdock, or is no longer whole.',
  ],
];
const sockets =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENOENT|EACCES|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL|ERR_SOCKET)/;
// Errors of `pg` itself have no code.
const ownWords =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|pool after calling end|Query read timeout|not queryable|server does not support SSL/i;

/** `StoreUnavailable` where the database refused or could not be reached; anything else is a bug and stays as it is. */
export function explained(error: unknown, place: string): Error {
  if (error instanceof StoreUnavailable || error instanceof RangeError) return error;
  const code = codeOf(error);
  const message = messageOf(error);
  if (passing.test(code) || sockets.test(code) || ownWords.test(message)) return notUsable(error, place);
  return error instanceof Error ? error : new Error(message);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Of a connection that could not be made: whatever the server, its proof or the network said, an operator can do something, and no code of ours is at fault. */
export function notUsable(error: unknown, place: string): StoreUnavailable {
  if (error instanceof StoreUnavailable) return error;
  const code = codeOf(error);
  const named = code === '' ? messageOf(error) : `${code} (${messageOf(error)})`;
  return new StoreUnavailable(
    `The store ${place} could not be used: ${named}. ${cures.find(([error]) => error.test(named))?.[1] ?? 'Check that the database runs and takes writes.'}`,
    { fatal: false, cause: error },
  );
}

/** Of what is done before a store is open: each error that the database itself gives (a SQLSTATE) says something of this database, its rights and what is in it. */
export const whileOpening = (error: unknown, place: string): unknown =>
  /^[0-9A-Z]{5}$/.test(codeOf(error)) && told(error).severity !== undefined ? notUsable(error, place) : error;
