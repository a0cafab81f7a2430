/** `pushdock migrate`, with a gateway's store and a database of the machine's own PostgreSQL. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { isAck, send } from '../crash/clients.ts';
import { makePush, openMarks } from '../crash/pushes.ts';
import { newMessage } from '../store/messages.ts';
import { fillStore } from '../store/moving/full-store.ts';
import { openPostgresTestStore } from '../store/postgres-store.ts';
import { pushdock, pushdockProcess } from '../support/command.ts';
import { postgresPlace } from '../support/engine.ts';
import { noPostgres, postgresBinaries } from '../support/postgres-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { startTryGateway } from '../support/try-gateway.ts';

const skip = postgresBinaries() === undefined ? noPostgres : false;

test('a store of a killed gateway is moved to PostgreSQL: messages, repeats, waiting work, numbers and consumers', {
  skip,
}, async (t) => {
  const gateway = await startTryGateway({ mocks: false });
  t.after(gateway.stop);
  const nextMark = openMarks();
  const agent = new Agent();
  for (let count = 0; count < 30; count += 1) {
    const push = makePush('paazl-json', nextMark(), '');
    const reply = await send(gateway.publicUrl, push, agent);
    assert.ok(reply !== undefined && isAck(push, reply));
  }
  await gateway.eventually(gateway.idle, 'the work does not come to an end');
  const pulled = (await (await fetch(`${gateway.operatorUrl}/api/events?after=oldest&limit=10`)).json()) as {
    nextCursor: string;
  };
  const acknowledged = await fetch(`${gateway.operatorUrl}/api/consumers/till/ack?cursor=${pulled.nextCursor}`, {
    method: 'POST',
  });
  assert.equal(acknowledged.status, 200);
  const ids = (await gateway.messages()).map(({ id }) => id);
  const path = join(gateway.folder, 'data/pushdock.db');
  const place = await postgresPlace();
  const run = () =>
    pushdockProcess([
      'migrate',
      'sqlite-to-postgres',
      '--from',
      path,
      '--to',
      place.url,
      '--schema',
      place.schema ?? '',
      '--json',
    ]);

  const inUse = await run();
  assert.deepEqual([inUse.code, /is in use by another process/.test(inUse.stderr)], [1, true], inUse.stderr);
  await gateway.kill('SIGKILL');
  const before = digestOf(path);
  const moved = await run();
  assert.equal(moved.code, 0, moved.stderr);
  const { counts } = JSON.parse(moved.stdout);
  assert.deepEqual([counts.messages, counts.events, counts.delivered + counts.deliveries], [30, 30, 30]);
  assert.equal(digestOf(path), before, 'the file is as it was');
  const again = await run();
  assert.equal(again.code, 1);
  assert.match(again.stderr, /has a store with messages in it already/);

  const store = await openPostgresStore({ place });
  t.after(() => store.close());
  const page = await store.listMessages({}, { limit: 100 });
  assert.deepEqual(
    page.items.map(({ id }) => id),
    ids,
  );
  const rest = await store.pullEvents({}, { cursor: pulled.nextCursor }, 100);
  assert.equal(rest.items.length, 20, 'a cursor of the old store goes on where it was');
  assert.equal((await store.listConsumers())[0]?.waiting, 20);
  assert.deepEqual(await store.backlog(), { work: 0, deliveries: 0 });
  const appended = await store.append(newMessage(Date.now()));
  assert.equal(appended.outcome, 'stored', 'numbers go on');
});

test('a part of a store in PostgreSQL is copied into a file by the filters of listings, and no file is replaced', {
  skip,
}, async (t) => {
  const { store, place } = await openPostgresTestStore(t);
  await fillStore(store, Date.now());
  const to = join(temporaryFolder(t), 'laptop.db');
  const run = (...more: readonly string[]) =>
    pushdock([
      ...['migrate', 'postgres-to-sqlite', '--from', place.url, '--schema', place.schema ?? '', '--to', to],
      ...more,
    ]);
  const refused = await run('--field', '/a~=1');
  assert.deepEqual([refused.code, /field: the path has a ~/.test(refused.stderr)], [2, true], refused.stderr);
  const copied = await run('--source', 'shipping', '--since', '2h', '--text', 'scanned');
  assert.equal(copied.code, 0, copied.stderr);
  assert.match(copied.stdout, /^Copied 5 messages, 1 events and 2 deliveries into .* All rows were compared\./);
  assert.match(copied.stdout, /^Deliveries that wait: 1\..*give it sinks of its own\.$/m);
  assert.match(copied.stderr, /^5 of 5 messages$/m);
  const again = await run();
  assert.deepEqual([again.code, /exists already/.test(again.stderr)], [2, true]);
  const copy = await openSqliteStore({ path: to });
  t.after(() => copy.close());
  assert.equal((await copy.listMessages({}, { limit: 10 })).items.length, 5);
});

const digestOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
