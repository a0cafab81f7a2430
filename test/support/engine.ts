/** Which engine the stores of tests have: SQLite, or with STORE_ENGINE=postgres the machine's own PostgreSQL (`test/on-postgres.mjs`). */
import type { PostgresPlace } from '../../src/store/postgres/connection/settings.ts';
import { sharedPostgres } from './postgres-server.ts';

export const onPostgres = process.env.STORE_ENGINE === 'postgres';
if (process.env.STORE_ENGINE !== undefined && !onPostgres) throw new Error('STORE_ENGINE is postgres, or not set');

let made = 0;

/** A place of its own on the server of this process. */
export async function postgresPlace<More extends Partial<PostgresPlace>>(more?: More) {
  const server = await sharedPostgres();
  made += 1;
  return { engine: 'postgres' as const, url: server.url(), schema: `store_${process.pid}_${made}`, ...more };
}

/** Everything in a schema, and its bytes once more as they are, so that a text in them can be found. */
export async function dumpOf(schema: string): Promise<Buffer> {
  const { run, socketFolder, port } = await sharedPostgres();
  const where = ['-h', socketFolder, '-p', String(port), '-U', 'pushdock', '-n', schema, '--inserts', 'postgres'];
  const text = run('pg_dump', where);
  const bytes = [...text.matchAll(/\\x([0-9a-f]+)/g)].map(([, hex = '']) => Buffer.from(hex, 'hex'));
  return Buffer.concat([Buffer.from(text), ...bytes]);
}

/** There is no standby, and none is missed. */
type StoreSetting = string | { readonly url: string; readonly schema: string; readonly standby: 'none' };

/** What stands under `store` in the configuration of a gateway: the file at `path`, or a place of its own. */
export async function storeSetting(path: string): Promise<StoreSetting> {
  if (!onPostgres) return `sqlite:${path}`;
  const { url, schema } = await postgresPlace();
  return { url, schema, standby: 'none' };
}
