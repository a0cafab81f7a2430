/** TLS to the database: it must prove itself, and so must we where it asks for that. */
import assert from 'node:assert/strict';
import { chmodSync, chownSync, copyFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { inspectPostgres } from '../../src/store/postgres/inspect.ts';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import { authority, openCertificates, server as serverUse } from '../support/certificates.ts';
import { noPostgres, type PostgresServer, postgresBinaries, startPostgres } from '../support/postgres-server.ts';
import { ask } from '../support/postgres-standby.ts';
import { until } from '../support/until.ts';
import { newMessage } from './messages.ts';

const skip = postgresBinaries() === undefined && noPostgres;

/** Puts files into the server's folder, owned by its user and readable by nobody else. */
function install(server: PostgresServer, files: Readonly<Record<string, string>>): void {
  const { uid, gid } = statSync(server.data);
  for (const [name, from] of Object.entries(files)) {
    const path = join(server.data, name);
    copyFileSync(from, path);
    chownSync(path, uid, gid);
    chmodSync(path, 0o600);
  }
}

/** Over its port it takes only TLS, and only clients whose certificate the authority has issued. */
async function startGuarded(t: TestContext) {
  const server = await startPostgres();
  t.after(() => server.end());
  const { make } = openCertificates(t);
  const ca = make('authority', { extensions: authority });
  const own = make('database', { issuer: ca, extensions: serverUse });
  const ours = make('pushdock', { issuer: ca });
  install(server, { 'ca.pem': ca.file, 'server.pem': own.file, 'server.key': own.key });
  writeFileSync(
    join(server.data, 'pg_hba.conf'),
    'local all all trust\nhostssl all all 127.0.0.1/32 trust clientcert=verify-ca\n',
  );
  for (const [name, value] of [
    ['ssl_cert_file', 'server.pem'],
    ['ssl_key_file', 'server.key'],
    ['ssl_ca_file', 'ca.pem'],
    ['ssl', 'on'],
  ] as const)
    await ask(server.url(), `ALTER SYSTEM SET ${name} = '${value}'`);
  await ask(server.url(), 'SELECT pg_reload_conf()');
  await until(async () => (await ask<{ ssl: string }>(server.url(), 'SHOW ssl'))[0]?.ssl === 'on');
  return { url: server.tcpUrl(), make, ca, ours };
}

test('over TLS a push is stored where the right authority issued both certificates; otherwise the refusal says what to check', {
  skip,
}, async (t) => {
  const { url, make, ca, ours } = await startGuarded(t);
  const good = { ca: ca.file, cert: ours.file, key: ours.key };
  const place = (tls?: { ca?: string; cert?: string; key?: string }) =>
    ({ engine: 'postgres', url, ...(tls && { tls }) }) as const;
  const store = await openPostgresStore({ place: place(good) });
  t.after(() => store.close());
  assert.equal((await store.append(newMessage(Date.now()))).outcome, 'stored');
  const [row] = await ask<{ ssl: boolean }>(
    `${url}?sslmode=verify-full&sslrootcert=${ca.file}&sslcert=${ours.file}&sslkey=${ours.key}`,
    `SELECT bool_and(ssl) AS ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'pushdock'`,
  );
  assert.equal(row?.ssl, true);

  const stranger = make('stranger', { extensions: authority });
  const strange = make('strange', { issuer: stranger });
  const cases: readonly (readonly [Parameters<typeof place>[0], RegExp])[] = [
    [{ ...good, ca: stranger.file }, /certificate.*store\.tls\.ca/],
    [{ ca: ca.file }, /client certificate.*store\.tls\.cert/],
    [{ ca: ca.file, cert: strange.file, key: strange.key }, /store\.tls\.cert/],
    [undefined, /no encryption.*store\.tls/],
    [{ ...good, cert: `${ours.file}.missing` }, /file .*missing of the store's TLS settings cannot be read/],
  ];
  for (const [tls, said] of cases) {
    await assert.rejects(openPostgresStore({ place: place(tls) }), (error) => {
      assert.ok(error instanceof StoreUnavailable, String(error));
      assert.match(error.message, said);
      return true;
    });
    assert.match((await inspectPostgres(place(tls)))[0]?.text ?? '', said);
  }
});

test('a certificate of the database for another name is refused', { skip }, async (t) => {
  const { url, ca, ours } = await startGuarded(t);
  const tls = { ca: ca.file, cert: ours.file, key: ours.key };
  // The server's certificate names localhost and 127.0.0.1.
  await assert.rejects(
    openPostgresStore({ place: { engine: 'postgres', url: url.replace('127.0.0.1', '127.0.0.2'), tls } }),
    StoreUnavailable,
  );
});

test('what an address says of TLS takes nothing from store.tls: it agrees, or is refused', { skip }, async (t) => {
  const { url, make, ca, ours } = await startGuarded(t);
  const tls = { ca: ca.file, cert: ours.file, key: ours.key };
  const strangers = { ...tls, ca: make('stranger', { extensions: authority }).file };
  for (const parameter of ['sslmode=require', 'sslmode=verify-full', 'ssl=true']) {
    const place = { engine: 'postgres', url: `${url}?${parameter}` } as const;
    await (await openPostgresStore({ place: { ...place, tls } })).close();
    await assert.rejects(openPostgresStore({ place: { ...place, tls: strangers } }), /certificate.*store\.tls\.ca/);
  }
  for (const parameter of ['sslmode=no-verify', 'sslmode=disable', 'ssl=0', 'sslmode=require&uselibpqcompat=true'])
    await assert.rejects(
      openPostgresStore({ place: { engine: 'postgres', url: `${url}?${parameter}`, tls: strangers } }),
      /contradicts store\.tls/,
    );
});
