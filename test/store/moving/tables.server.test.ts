/** A table or a column that is made later and not moved would be lost without a word. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import pg from 'pg';
import { backTables, wholeTables } from '../../../src/store/moving/back-tables.ts';
import { leftBehind, tables } from '../../../src/store/moving/tables.ts';
import { openForWriting } from '../../../src/store/sqlite/file/connection.ts';
import { noPostgres, postgresBinaries } from '../../support/postgres-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { openPostgresTestStore } from '../postgres-store.ts';

const skip = postgresBinaries() === undefined && noPostgres;

/** Those that the other engine makes by itself, or that are of a lease. */
const notCopied: Readonly<Record<string, readonly string[]>> = {
  // What is moved holds up nobody: gateways of one process did not wait for it before either.
  'postgres work': ['lease_until_ms', 'node', 'first_of'],
  'postgres deliveries': ['lease_until_ms', 'node'],
  'sqlite work': ['id'],
  // There the attempt that delivered has a row, and says it.
  'sqlite deliveries': ['took_ms'],
  'sqlite documents': ['rowid'],
};

const namedIn = (sql: string, name: string) => new RegExp(`(FROM|JOIN) (pushdock\\.)?${name}\\b`).test(sql);
const sorted = (names: readonly string[]) => [...new Set(names)].sort();

function emptyFile(t: TestContext) {
  const db = openForWriting(join(temporaryFolder(t), 'empty.db'));
  t.after(() => db.close());
  const names = db
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    .pluck()
    .all();
  const columnsOf = (table: string) =>
    db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);
  return { db, names, columnsOf };
}

async function emptyDatabase(t: TestContext) {
  const { place } = await openPostgresTestStore(t);
  const client = new pg.Client(place.url);
  await client.connect();
  t.after(() => client.end());
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition`,
    [place.schema],
  );
  const columnsFrom = async (sql: string, values: readonly unknown[] = []) => {
    const text = `SELECT * FROM (${sql}) AS asked LIMIT 0`.replaceAll('pushdock.', `${place.schema}.`);
    return (await client.query(text, [...values])).fields.map(({ name }) => name);
  };
  return { names: rows.map(({ name }) => name), columnsFrom };
}

test('every table of both engines is moved and copied back, or is named with a reason', { skip }, async (t) => {
  const [sqlite, postgres] = [emptyFile(t), await emptyDatabase(t)];
  const back = [...backTables, ...wholeTables];
  const lost = {
    postgres: postgres.names.filter(
      (name) => !tables.some(({ to }) => to === name) || !back.some(({ select }) => namedIn(select, name)),
    ),
    sqlite: sqlite.names.filter(
      (name) => !back.some(({ to }) => to === name) || !tables.some(({ select }) => namedIn(select, name)),
    ),
  };
  for (const engine of ['postgres', 'sqlite'] as const)
    assert.deepEqual(
      lost[engine].filter((name) => !(name in leftBehind[engine])),
      [],
    );
});

test('every column of a table is filled, on the way to PostgreSQL and back', { skip }, async (t) => {
  const [sqlite, postgres] = [emptyFile(t), await emptyDatabase(t)];
  for (const { to, select } of tables) {
    const filled = sqlite.db
      .prepare(select)
      .columns()
      .map(({ name }) => name);
    const left = notCopied[`postgres ${to}`] ?? [];
    assert.deepEqual(sorted([...filled, ...left]), sorted(await postgres.columnsFrom(`TABLE pushdock.${to}`)), to);
  }
  for (const { to, select } of [...backTables, ...wholeTables]) {
    const filled = await postgres.columnsFrom(select, select.includes('$1') ? [[]] : []);
    const left = notCopied[`sqlite ${to}`] ?? [];
    assert.deepEqual(
      sorted([...filled, ...left]),
      sorted([...sqlite.columnsOf(to), ...(to === 'documents' ? left : [])]),
      to,
    );
  }
});
