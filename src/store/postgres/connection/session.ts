/** One connection while somebody uses it: statements in, rows out. */
import pg from 'pg';
import { escapedText, unescapedText } from './escaped-text.ts';

export type Value = string | number | Uint8Array | null | undefined | readonly (string | number | Uint8Array | null)[];

export interface Session {
  /** SQL names every object as `pushdock.<name>`; the schema of the store takes the place of `pushdock`. */
  rows<Row>(sql: string, values?: readonly Value[]): Promise<readonly Row[]>;
  /** How many rows were changed. */
  run(sql: string, values?: readonly Value[]): Promise<number>;
}

const INT8 = 20;
const NUMERIC = 1_700;
const BYTEA = 17;
const TEXT = 25;

/** Numbers are counts, sequences and milliseconds, all below 2^53. Bytes are plain, as the other engine gives them. */
export const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
    if (oid === INT8 || oid === NUMERIC) return Number;
    if (oid === BYTEA) return bytesOf;
    if (oid === TEXT) return unescapedText;
    return pg.types.getTypeParser(oid, format ?? 'text');
  },
} as pg.CustomTypesConfig;

const escapedBytes = pg.types.getTypeParser(BYTEA, 'text');
// The text form of bytea: `\x` and hexadecimal digits, or another one where an administrator set bytea_output.
const bytesOf = (text: string): Uint8Array =>
  Uint8Array.from(text.startsWith('\\x') ? Buffer.from(text.slice(2), 'hex') : escapedBytes(text));

const escaped = (value: unknown): unknown => {
  if (typeof value === 'string') return escapedText(value);
  return Array.isArray(value) ? value.map(escaped) : value;
};

/** What `pg` says when an answer did not come in time. */
export const TOOK_TOO_LONG = 'Query read timeout';

type Query = { readonly text: string; readonly query_timeout?: number };

/** Rejects with `TOOK_TOO_LONG` after `answerMs`. The connection must not be used again then. */
export const bounded = (text: string, answerMs?: number): Query => ({
  text,
  ...(answerMs !== undefined && { query_timeout: answerMs }),
});

/** Statements are unnamed, so that PgBouncer may give each transaction another connection. `answerMs`: for each of them. */
export function sessionOn(client: pg.ClientBase, named: (sql: string) => string, answerMs?: number): Session {
  const ask = (sql: string, values: readonly Value[] = []) =>
    client.query({ ...bounded(named(sql), answerMs), values: values.map(escaped), types });
  return {
    rows: async <Row>(sql: string, values?: readonly Value[]) => (await ask(sql, values)).rows as Row[],
    run: async (sql, values) => (await ask(sql, values)).rowCount ?? 0,
  };
}

/** Puts the schema's name into SQL, quoted: it may be a word of SQL. */
export function naming(schema: string): (sql: string) => string {
  const known = new Map<string, string>();
  // Texts are few: they are built from constants, except for the filters of listings.
  return (sql) => {
    const found = known.get(sql) ?? sql.replaceAll('pushdock.', `"${schema}".`);
    if (known.size > 1_000) known.clear();
    known.set(sql, found);
    return found;
  };
}
