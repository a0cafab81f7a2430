/**
 * Writes a store as a released version writes it, as SQL: `<version>.sql` beside this file. Run it once for each release; `test/store/upgrade.test.ts` opens them all.
 *
 *     node test/store/upgrades/make.mjs npx pushdock@0.1.0
 *
 * The words after the file start that version. It gets three pushes, one of them a repeat and one off its contract, and has a sink that takes events and one that is away.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';

const [program = 'npx', ...words] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'pushdock-upgrade-'));
const [port, adminPort] = [18_480, 18_481];
const path = join(folder, 'store.db');
const config = join(folder, 'pushdock.yaml');
writeFileSync(
  config,
  `development: true
listen: { public: 127.0.0.1:${port}, admin: 127.0.0.1:${adminPort} }
store: sqlite:${path}
sources:
  # A repeat is one for as long as there is this file.
  shipping: { provider: paazl, auth: { bearer: [development-paazl-token] }, dedupeWindow: 36500d }
sinks:
  ledger: { type: file, path: ${join(folder, 'events.ndjson')} }
  away: { type: http, url: 'http://127.0.0.1:9/', secrets: [whsec_dGhpcyBwcm90ZWN0cyBub3RoaW5nIGF0IGFsbA==] }
`,
);
const version = spawnSync(program, [...words, '--version'], { encoding: 'utf8' }).stdout.trim();
const serving = spawn(program, [...words, 'serve', '--config', config], { stdio: 'ignore' });
const until = async (isTrue) => {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await isTrue().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the version that was started did not come so far within a minute');
};
await until(async () => (await fetch(`http://127.0.0.1:${adminPort}/health/ready`)).ok);
const push = (message) =>
  fetch(`http://127.0.0.1:${port}/push/paazl/shipping`, {
    method: 'POST',
    headers: { authorization: 'Bearer development-paazl-token', 'content-type': 'application/json' },
    body: JSON.stringify(message),
  });
const first = { orderReference: 'upgrade-1', webshop: 8, barcode: 'UPGRADE1', status: 'CREATED' };
for (const message of [
  first,
  first,
  { ...first, orderReference: 'upgrade-2', barcode: 'UPGRADE2', status: 'UNHEARD_OF' },
])
  if ((await push(message)).status !== 200) throw new Error('a push was refused');
await until(async () => readFileSync(join(folder, 'events.ndjson'), 'utf8').trim().split('\n').length === 2);
await new Promise((resolve) => {
  serving.once('exit', resolve);
  serving.kill('SIGTERM');
});

const db = new Database(path, { readonly: true });
const value = (one) => {
  if (one === null) return 'NULL';
  if (Buffer.isBuffer(one)) return `X'${one.toString('hex')}'`;
  return typeof one === 'string' ? `'${one.replaceAll("'", "''")}'` : String(one);
};
const pragmas = ['application_id', 'user_version'].map(
  (name) => `PRAGMA ${name} = ${db.pragma(name, { simple: true })};`,
);
const made = db
  .prepare("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
  .all();
const tables = made.filter(({ type }) => type === 'table');
const rows = tables.flatMap(({ name }) => {
  const columns = db
    .pragma(`table_info("${name}")`)
    .map((column) => `"${column.name}"`)
    .join(', ');
  return db
    .prepare(`SELECT ${columns} FROM "${name}"`)
    .raw()
    .safeIntegers()
    .all()
    .map((row) => `INSERT INTO "${name}" (${columns}) VALUES (${row.map(value).join(', ')});`);
});
const rest = made.filter(({ type }) => type !== 'table');
const lines = [
  'PRAGMA auto_vacuum = INCREMENTAL;',
  ...tables.map(({ sql }) => `${sql};`),
  ...rows,
  ...rest.map(({ sql }) => `${sql};`),
  ...pragmas,
];
writeFileSync(
  new URL(`${version}.sql`, import.meta.url),
  `${lines.join('\n').replaceAll(folder, '/var/lib/pushdock')}\n`,
);
db.close();
rmSync(folder, { recursive: true });
