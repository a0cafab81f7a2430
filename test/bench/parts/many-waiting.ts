/** What a claim costs in PostgreSQL with few and with many deliveries waiting, and beside a snapshot that is older than many that were delivered. */
import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { openPostgresStore } from '../../../src/store/postgres/open.ts';
import type { Store } from '../../../src/store/store.ts';
import { noPostgres, postgresBinaries } from '../../support/postgres-server.ts';
import { startDatabase } from '../database.ts';
import { median, number } from '../figures.ts';
import { eachRound } from '../machine.ts';
import type { Part } from './part.ts';

type Cost = { readonly ms: number; readonly pages: number };

const FEW = 1_000;
const MANY = Number(process.env.WAITING ?? 1_000_000);
const CLAIMS = 10;
const LIMIT = 64;
// The store looks for its bound at most this often (`due-bound.ts`), and the server's counts of pages are behind by a second.
const LOOK_MS = 10_500;
const COUNTS_MS = 1_500;

export const manyWaiting: Part = async ({ rounds: times }) => {
  if (postgresBinaries() === undefined) {
    process.stderr.write(`many-waiting: not measured, ${noPostgres}\n`);
    return { figures: [], rounds: [] };
  }
  const costs: Record<'few' | 'many' | 'snapshot', Cost[]> = { few: [], many: [], snapshot: [] };
  const rounds = await eachRound('many-waiting', times, async () => {
    const database = await startDatabase();
    try {
      for (const [name, count] of [
        ['few', FEW],
        ['many', MANY],
      ] as const) {
        const schema = `waiting_${name}`;
        const store = await openPostgresStore({ place: { engine: 'postgres', url: database.url, schema } });
        await fill(database.client, schema, count);
        await wait(LOOK_MS);
        costs[name].push(await claims(store, database.client, schema));
        if (name === 'many') costs.snapshot.push(await besideSnapshot(store, database, schema, count));
        await store.close();
      }
    } finally {
      await database.end();
    }
    return undefined;
  });
  const row = (what: string, all: readonly Cost[]) => ({
    what: `PostgreSQL: claim of ${LIMIT}, ${what}`,
    unit: 'ms',
    values: all.map(({ ms }) => ms),
    beside: `${number(median(all.map(({ pages }) => pages)))} pages of deliveries`,
  });
  return {
    figures: [
      row(`${number(FEW)} waiting`, costs.few),
      row(`${number(MANY)} waiting`, costs.many),
      row(`${number(MANY)} waiting, beside an old snapshot`, costs.snapshot),
    ],
    rounds,
  };
};

async function fill(client: pg.Client, schema: string, count: number): Promise<void> {
  const now = 'floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint';
  const numbers = `generate_series(1, ${count}) AS n`;
  await client.query(`SET search_path TO ${schema}`);
  await client.query(
    `INSERT INTO messages (sequence, id, provider, source, operation, received_at_ms, method, target, body_bytes)
     SELECT n, 'm' || n, 'paazl', 'shipping', 'o', 0, 'POST', '/', 0 FROM ${numbers}`,
  );
  await client.query(
    `INSERT INTO events (sequence, id, message_sequence, type, source, created_at_ms, envelope) OVERRIDING SYSTEM VALUE
     SELECT n, 'e' || n, n, 't', '/paazl/shipping', 0, '{"specversion":"1.0"}' FROM ${numbers}`,
  );
  await client.query(
    `INSERT INTO deliveries (event_sequence, sink, place, due_at_ms, since_ms) SELECT n, 'orders', n, ${now} - 60000 + n::bigint * 50000 / ${count}, ${now} FROM ${numbers}`,
  );
  for (const table of ['messages', 'events', 'deliveries']) await client.query(`VACUUM ANALYZE ${table}`);
}

async function claims(store: Store, client: pg.Client, schema: string): Promise<Cost> {
  const claim = () => store.claimDeliveries({ sink: 'orders', nowMs: Date.now(), leaseMs: 1_000_000, limit: LIMIT });
  await claim();
  await wait(COUNTS_MS);
  const before = await pagesOf(client, schema);
  const times: number[] = [];
  for (let number = 0; number < CLAIMS; number += 1) {
    const begin = performance.now();
    const found = await claim();
    if (found.length === 0) throw new Error('Nothing was left to claim');
    times.push(performance.now() - begin);
  }
  await wait(COUNTS_MS);
  return { ms: median(times), pages: ((await pagesOf(client, schema)) - before) / CLAIMS };
}

/** A tenth of what waits is delivered while a snapshot that still sees it is held, so its entries stay in the index. */
async function besideSnapshot(
  store: Store,
  { url, client }: { readonly url: string; readonly client: pg.Client },
  schema: string,
  count: number,
): Promise<Cost> {
  const { default: pg } = await import('pg');
  const other = new pg.Client(url);
  await other.connect();
  try {
    await other.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await other.query('SELECT 1 FROM pg_class LIMIT 1');
    await client.query(
      `DELETE FROM ${schema}.deliveries WHERE id IN (SELECT id FROM ${schema}.deliveries ORDER BY due_at_ms, id LIMIT ${Math.round(count / 10)})`,
    );
    await wait(LOOK_MS);
    return await claims(store, client, schema);
  } finally {
    await other.end();
  }
}

async function pagesOf(client: pg.Client, schema: string): Promise<number> {
  const { rows } = await client.query<{ pages: string }>(
    `SELECT heap_blks_read + heap_blks_hit + idx_blks_read + idx_blks_hit AS pages FROM pg_statio_all_tables WHERE schemaname = $1 AND relname = 'deliveries'`,
    [schema],
  );
  return Number(rows[0]?.pages);
}
