/** What doctor says of a store before an upgrade. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { migrate } from '../../src/store/sqlite/file/migrate.ts';
import { migrations } from '../../src/store/sqlite/migrations/list.ts';
import { pushdock } from '../support/command.ts';
import { freePorts } from '../support/free-ports.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function doctorOf(folder: string, write: (db: Database.Database) => void) {
  const db = new Database(join(folder, 'store.db'));
  write(db);
  db.close();
  const config = join(folder, 'pushdock.yaml');
  writeFileSync(
    config,
    `development: true\nstore: sqlite:${folder}/store.db\nlisten: { public: 127.0.0.1:0, admin: 127.0.0.1:0 }\nsources: { shipping: { provider: paazl, auth: none } }\nsinks: { out: { type: stdout } }\n`,
  );
  return pushdock(['doctor', '--config', config], { ADMIN_PORT: String(await freePorts(1)) });
}

test('doctor names each migration that the next start will run, and runs none', async (t) => {
  const folder = temporaryFolder(t);
  const last = migrations.at(-1);
  assert.ok(last);
  const { stdout, code } = await doctorOf(folder, (db) => migrate(db, migrations.slice(0, -1)));
  assert.equal(code, 0, stdout);
  const due = `schema ${last.number - 1}; the next start of this version brings it to ${last.number}: ${last.number} (${last.name})`;
  assert.ok(stdout.includes(due), stdout);
  const again = new Database(join(folder, 'store.db'), { readonly: true });
  assert.equal(again.pragma('user_version', { simple: true }), last.number - 1);
  again.close();
});

test('doctor says nothing of a store that is as new as this version, and calls a newer one a fault', async (t) => {
  const known = await doctorOf(temporaryFolder(t), (db) => migrate(db));
  assert.doesNotMatch(known.stdout, /schema/);
  const newer = await doctorOf(temporaryFolder(t), (db) => {
    migrate(db);
    db.pragma('user_version = 9999');
  });
  assert.equal(newer.code, 3);
  assert.match(
    newer.stdout,
    /^fault +store: .* has schema 9999, and this version of Pushdock knows up to \d+; start a newer one/m,
  );
});
