import assert from 'node:assert/strict';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { openKeptKeys } from '../../src/providers/zettle/subscriptions/kept-keys.ts';
import { openRefreshTokens } from '../../src/providers/zettle/subscriptions/refresh-tokens.ts';
import { openLinks } from '../../src/providers/zettle/subscriptions/subscription-links.ts';
import { openInTurn } from '../../src/running/in-turn.ts';
import { migrate } from '../../src/store/sqlite/file/migrate.ts';
import { migrations } from '../../src/store/sqlite/migrations/list.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { openSealing } from '../../src/trust/sealing.ts';
import { Secret } from '../../src/trust/secrets.ts';
import { temporaryPath } from './test-store.ts';

const destination = 'https://hooks.example.com/push/zettle/pos';

test('signing keys, links and tokens that an older version stored are there after the upgrade', async (t) => {
  const path = temporaryPath(t);
  const sealing = openSealing({ sealedWith: Secret.of('test-only-encryption-key-of-nobody-0001') });
  const token = sealing.seal(Secret.of('origin test-only-token'), 'refresh token pos');
  const db = new Database(path);
  db.pragma('auto_vacuum = INCREMENTAL');
  migrate(
    db,
    migrations.filter(({ number }) => number < 15),
  );
  const key = db.prepare(
    'INSERT INTO signing_keys (source, subscription, label, destination, sealed, kept_at_ms, gone_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  key.run('pos', 'two', 'hmac:2', destination, Buffer.from([0, 255, 16]), 20, null);
  key.run('till', 'three', 'hmac:3', destination, Buffer.from([3]), 20, null);
  key.run('pos', 'one', 'hmac:1', destination, Buffer.from([1]), 10, 30);
  db.exec(`INSERT INTO subscription_links VALUES ('pos', 'sales', 'two', 'made'), ('till', 'all', 'three', 'chosen')`);
  db.prepare('INSERT INTO refresh_tokens VALUES (?, ?, ?)').run('pos', token, 10);
  db.exec(`INSERT INTO sealed_sources VALUES ('pos', 5)`);
  db.close();

  const store = await openSqliteStore({ path });
  t.after(() => store.close());
  const keeping = { store, sealing, now: () => 0 };
  assert.deepEqual(await openKeptKeys('pos', store).list(), [
    { subscription: 'two', label: 'hmac:2', destination, sealed: Uint8Array.of(0, 255, 16), keptAtMs: 20 },
    { subscription: 'one', label: 'hmac:1', destination, sealed: Uint8Array.of(1), keptAtMs: 10, goneAtMs: 30 },
  ]);
  assert.deepEqual(
    (await openKeptKeys('till', store).list()).map(({ subscription }) => subscription),
    ['three'],
  );
  const links = await openLinks('pos', keeping);
  assert.deepEqual([...links.own.values()], [{ name: 'sales', subscription: 'two', state: 'made' }]);
  assert.deepEqual([...(await links.elsewhere())], [['three', 'till']]);
  const kept = await openRefreshTokens('pos', keeping, openInTurn()).read();
  assert.deepEqual([kept?.origin, kept?.token.reveal()], ['origin', 'test-only-token']);
  assert.deepEqual(
    (await store.listKept('sealed-sources')).map(({ key }) => key),
    ['pos'],
  );
});
