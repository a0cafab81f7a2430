/** What the embedded store keeps of proofs and names, counted in its file: it grows with what is kept and not with what has passed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import type { Store } from '../../src/store/store.ts';
import { heldClock } from './held-clock.ts';
import { identity, newMessage } from './messages.ts';
import { temporaryPath } from './test-store.ts';

const MINUTE_MS = 60_000;

function rowsOf(path: string, table: 'nonces' | 'identities' | 'credential_uses'): number {
  const db = new Database(path, { readonly: true });
  try {
    return db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n ?? Number.NaN;
  } finally {
    db.close();
  }
}

async function pushWithNonce(store: Store, nowMs: number, key: string) {
  const proofs = [{ credential: 'oauth1:test', nonce: { key, expiresAtMs: nowMs + 10 * MINUTE_MS } }];
  return (await store.append(newMessage(nowMs, { proofs }))).outcome;
}

test('nonces that have expired are taken out as others come in: the table shrinks after a burst', async (t) => {
  const path = temporaryPath(t);
  const clock = heldClock();
  const store = await openSqliteStore({ path, clock });
  t.after(() => store.close());
  await Promise.all(Array.from({ length: 40 }, (_, n) => pushWithNonce(store, clock.now(), `burst-${n}`)));
  assert.equal(rowsOf(path, 'nonces'), 40);

  clock.advance(10 * MINUTE_MS);
  for (let n = 0; n < 20; n += 1) assert.equal(await pushWithNonce(store, clock.now(), `later-${n}`), 'stored');
  assert.equal(rowsOf(path, 'nonces'), 20);
});

test('a nonce that was used is refused after a restart, until it has expired', async (t) => {
  const path = temporaryPath(t);
  const clock = heldClock();
  const first = await openSqliteStore({ path, clock });
  assert.equal(await pushWithNonce(first, clock.now(), 'once'), 'stored');
  await first.close();

  const second = await openSqliteStore({ path, clock });
  t.after(() => second.close());
  clock.advance(10 * MINUTE_MS - 1);
  const proofs = [{ credential: 'oauth1:test', nonce: { key: 'once', expiresAtMs: clock.now() + MINUTE_MS } }];
  assert.equal((await second.append(newMessage(clock.now(), { proofs }))).outcome, 'nonce_reused');
});

test('a second identity is refused after a restart when it comes back as something else', async (t) => {
  const path = temporaryPath(t);
  const clock = heldClock();
  const captured = (binding: string, uuid: string) =>
    newMessage(clock.now(), {
      identities: [identity(uuid, { kind: 'uuid' }), identity('s', { kind: 'signature', binding })],
    });
  const first = await openSqliteStore({ path, clock });
  await first.append(captured('A', 'u-1'));
  await first.close();

  const second = await openSqliteStore({ path, clock });
  t.after(() => second.close());
  assert.equal((await second.append(captured('B', 'u-2'))).outcome, 'conflict');
});

test('repeats and conflicts take no new names: a captured push sent a hundred times is one row for each of its names', async (t) => {
  const path = temporaryPath(t);
  const clock = heldClock();
  const store = await openSqliteStore({ path, clock });
  t.after(() => store.close());
  const identities = [identity('u', { kind: 'uuid' }), identity('s', { kind: 'signature', binding: 'A' })];
  for (let n = 0; n < 100; n += 1) {
    await store.append(newMessage(clock.now(), { identities }));
    await store.append(
      newMessage(clock.now(), { identities: [identity('s', { kind: 'signature', binding: `B${n % 3}` })] }),
    );
  }
  assert.equal(rowsOf(path, 'identities'), 2);
  assert.equal(rowsOf(path, 'credential_uses'), 1);
  // One message for the push, and one in quarantine for each thing that its signature was re-used for.
  assert.equal((await store.listMessages({}, { limit: 100 })).items.length, 4);
});
