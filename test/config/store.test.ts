import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storePlace } from '../../src/config/store-settings.ts';
import { type PostgresPlace, settingsOf } from '../../src/store/postgres/connection/settings.ts';
import { faultsOf, load, sound } from './write.ts';

const DATABASE = 'postgres://pushdock@db.example.com:5432/pushdock';

test('a store is a file of SQLite, the address of a database, or a map with a password by reference', (context) => {
  assert.deepEqual(load(context, `${sound}store: sqlite:./x.db\n`).store, { engine: 'sqlite', path: './x.db' });
  const standard = { engine: 'postgres', url: DATABASE, schema: 'pushdock', connectionsMax: 12, standby: 'expected' };
  assert.deepEqual(load(context, `${sound}store: ${DATABASE}\n`).store, standard);
  const map = `store: { url: "${DATABASE}", password: { env: DATABASE_PASSWORD }, connections: 20 }\n`;
  const { store } = load(context, sound + map, { DATABASE_PASSWORD: 'secret' });
  assert.deepEqual(storePlace(store), { ...standard, connectionsMax: 20, password: 'secret' });
  assert.doesNotMatch(JSON.stringify(store), /secret/);
  const more = `store: { url: "${DATABASE}", direct: "${DATABASE}?x=1", standby: none }\n`;
  assert.deepEqual(load(context, sound + more).store, { ...standard, direct: `${DATABASE}?x=1`, standby: 'none' });
});

test('a password in the address is refused outside development, not repeated, and not shown inside it', (context) => {
  const direct = `store: { url: "${DATABASE}", direct: "${DATABASE}?password=hidden" }\n`;
  assert.match(faultsOf(context, sound + direct).join('\n'), /store\.direct: has a password in it/);
  for (const url of [DATABASE.replace('pushdock@', 'pushdock:hidden@'), `${DATABASE}?password=hidden`]) {
    const faults = faultsOf(context, `${sound}store: ${url}\n`).join('\n');
    assert.match(faults, /store: has a password in it.*password: \{ env: NAME \}/);
    assert.doesNotMatch(faults, /hidden/);
    const { store } = load(context, `development: true\nexposeDevelopment: true\n${sound}store: ${url}\n`);
    assert.doesNotMatch(settingsOf(storePlace(store) as PostgresPlace).place, /hidden/);
  }
});

test('a store of another kind is refused', (context) => {
  assert.match(faultsOf(context, `${sound}store: mysql://localhost/x\n`).join('\n'), /store/);
});

test('an address that says less of TLS than store.tls is refused where it is written, and so is half of our certificate', (context) => {
  const store = (url: string, tls: string) => faultsOf(context, `${sound}store: { url: "${url}", tls: { ${tls} } }\n`);
  for (const parameter of ['sslmode=no-verify', 'sslmode=disable', 'ssl=0', 'sslrootcert=/x.pem'])
    assert.match(store(`${DATABASE}?${parameter}`, 'ca: x.pem').join('\n'), /store\.url: has ssl\w* in it.*store\.tls/);
  assert.match(store(DATABASE, 'ca: x.pem, key: y.key').join('\n'), /store\.tls: has cert or key without the other/);
  assert.match(
    faultsOf(context, `${sound}store: ${DATABASE}?sslmode=weird\n`).join('\n'),
    /store: has an sslmode that/,
  );
  assert.equal(load(context, `${sound}store: ${DATABASE}?sslmode=require\n`).store.engine, 'postgres');
});
