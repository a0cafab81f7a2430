/** `pushdock backup` beside a gateway under load, and `restore` in its place. The gateway is a process of its own, so that somebody else has the file. */
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import Database from 'better-sqlite3';
import { isAck, send, startLoad } from '../crash/clients.ts';
import { makePush, openMarks, type Push } from '../crash/pushes.ts';
import { pushdock } from '../support/command.ts';
import { startTryGateway } from '../support/try-gateway.ts';
import { until } from '../support/until.ts';

const nextMark = openMarks();
const push = () => makePush('paazl-json', nextMark(), '');

async function openGateway() {
  const gateway = await startTryGateway({ mocks: false });
  const backup = join(gateway.folder, 'backup.db');
  const run = (...args: string[]) => pushdock([...args, '--config', gateway.file]);
  const store = join(gateway.folder, 'data/pushdock.db');
  return { gateway, backup, store, run };
}

async function startGateway(t: TestContext) {
  const opened = await openGateway();
  t.after(opened.gateway.stop);
  return opened;
}

test('a backup made while pushes arrive is restored, and a repeat of what it contains is still a repeat', async (t) => {
  const { gateway, backup, store, run } = await startGateway(t);
  const load = startLoad({ publicUrl: gateway.publicUrl, clients: 8, pushesMax: 20_000, next: push });
  await until(() => load.acknowledged.length >= 200);
  const before = [...load.acknowledged];
  const made = await run('backup', backup, '--json');
  const acknowledgedMeanwhile = load.acknowledged.length - before.length;
  await load.stop();
  assert.deepEqual([made.code, made.stderr.replaceAll(/^\d+ of \d+ MB\n/gm, '')], [0, '']);
  assert.deepEqual(load.refused, [], 'no push was refused because of the backup');
  assert.ok(acknowledgedMeanwhile > 0, 'acks went on');
  const { counts, bytes, schema, tookMs } = JSON.parse(made.stdout);
  assert.ok(counts.messages >= before.length && bytes > 0 && schema > 0 && tookMs > 0, made.stdout);
  assert.equal(statSync(backup).mode & 0o777, 0o600);
  assert.deepEqual(
    readdirSync(gateway.folder).filter((name) => name.includes('partial')),
    [],
  );

  const late = push();
  assert.ok(await isTaken(gateway.publicUrl, late));
  const refused = await run('restore', backup);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /is in use by another process\. Only one process can use a store/);

  await gateway.kill('SIGTERM');
  const restored = await run('restore', backup, '--json');
  assert.equal(restored.code, 0, restored.stderr);
  const told = JSON.parse(restored.stdout);
  assert.deepEqual([told.counts, told.numbersContinue], [counts, true]);
  assert.equal(told.keptAs, `${store}.before-restore-1`);
  assert.equal(rows(told.keptAs, 'messages'), load.acknowledged.length + 1, 'the old store is whole without its log');

  await gateway.restart();
  const [first] = before;
  assert.ok(first && (await isTaken(gateway.publicUrl, first)) && (await isTaken(gateway.publicUrl, late)));
  await gateway.eventually(gateway.idle, 'the work does not come to an end');
  assert.doesNotMatch(gateway.log(), /store\.younger/, 'what was restored on purpose is not warned of');
  assert.equal(
    rows(store, 'messages'),
    counts.messages + 1,
    'the repeat is a receipt, and the push after the backup is new',
  );
  assert.equal(rows(store, 'receipts'), counts.receipts + 1);
});

test('events of a restored store get numbers that the old store never gave', async (t) => {
  const { gateway, backup, store, run } = await startGateway(t);
  const pushOne = async () => {
    assert.ok(await isTaken(gateway.publicUrl, push()));
    await gateway.eventually(gateway.idle, 'the work does not come to an end');
  };
  await pushOne();
  assert.equal((await run('backup', backup)).code, 0);
  for (let count = 0; count < 3; count += 1) await pushOne();
  const page = await pull(`${gateway.operatorUrl}/api/events?after=oldest&limit=10`);
  assert.equal(page.items.length, 4);
  await gateway.kill('SIGKILL');
  assert.equal((await run('restore', backup)).code, 0);
  await gateway.restart();
  await pushOne();
  const next = await pull(`${gateway.operatorUrl}/api/events?after=${page.nextCursor}&limit=10`);
  assert.equal(next.items.length, 1, 'a cursor of the old store does not skip what is new');
  assert.equal(rows(store, 'events'), 2);
});

describe('of a store whose gateway was killed', () => {
  const PUSHES = 20;
  let stopped: Awaited<ReturnType<typeof openGateway>>;
  before(async () => {
    stopped = await openGateway();
    for (let count = 0; count < PUSHES; count += 1) assert.ok(await isTaken(stopped.gateway.publicUrl, push()));
    await stopped.gateway.kill('SIGKILL');
  });
  after(() => stopped?.gateway.stop());

  test('a backup is made too, and where there is no store the command says so', async () => {
    const { gateway, backup, run } = stopped;
    const made = await run('backup', backup);
    assert.equal(made.code, 0, made.stderr);
    assert.match(made.stdout, /^The store is backed up in .*backup\.db: 20 messages, .* MB, schema \d+, in \d+ ms\./);
    assert.equal(rows(backup, 'messages'), PUSHES);
    const elsewhere = await pushdock(['backup', `${backup}.2`, '--config', `${gateway.file}.none`]);
    assert.equal(elsewhere.code, 3);
    const empty = join(gateway.folder, 'empty.yaml');
    writeFileSync(empty, readFileSync(gateway.file, 'utf8').replace('pushdock.db', 'none.db'));
    const none = await pushdock(['backup', `${backup}.3`, '--config', empty]);
    assert.deepEqual([none.code, existsSync(`${backup}.3`)], [5, false]);
    assert.match(none.stderr, /No store exists at/);
  });

  test('a backup never replaces a file unless it is told to, and never a store', async () => {
    const { gateway, store, run } = stopped;
    const there = join(gateway.folder, 'there.db');
    writeFileSync(there, 'mine');
    const refused = await run('backup', there);
    assert.deepEqual([refused.code, statSync(there).size], [1, 4]);
    assert.match(refused.stderr, /there\.db exists already\. Give another name, or replace it with --force/);
    assert.equal((await run('backup', there, '--force')).code, 0);
    assert.equal(rows(there, 'messages'), PUSHES);
    const onItself = await run('backup', store, '--force');
    assert.equal(onItself.code, 1);
    assert.match(onItself.stderr, /is a store that a gateway uses or has used/);
    assert.equal((await run('backup', join(gateway.file, 'backup.db'))).code, 1);
  });

  test('a restore refuses what is damaged, of another program, newer or no backup, and leaves the store as it was', async () => {
    const { gateway, backup, store, run } = stopped;
    const cases: readonly (readonly [name: string, make: (path: string) => void, said: RegExp, code: number])[] = [
      ['cut', (path) => truncateSync(path, 50_000), /cannot be read|is damaged/, 1],
      ['newer', (path) => edited(path, 'PRAGMA user_version = 9999'), /has schema 9999.*use the newer version/, 1],
      ['other', (path) => edited(path, 'PRAGMA application_id = 7'), /is not a store of Pushdock/, 1],
      ['orphan', (path) => edited(path, 'PRAGMA foreign_keys = OFF; DELETE FROM messages'), /is damaged: .* rows/, 1],
      ['live', (path) => writeFileSync(`${path}-wal`, 'log'), /has a log beside it/, 1],
    ];
    for (const [name, make, said, code] of cases) {
      const path = `${backup}.${name}`;
      copyFileSync(backup, path);
      make(path);
      const refused = await run('restore', path);
      assert.equal(refused.code, code, name);
      assert.match(refused.stderr, said, name);
    }
    assert.equal((await run('restore', `${backup}.none`)).code, 5);
    assert.match((await run('restore', store)).stderr, /is the store itself/);
    assert.equal(rows(store, 'messages'), PUSHES);
    assert.deepEqual(
      readdirSync(join(gateway.folder, 'data')).filter((name) => /restor/.test(name)),
      [],
    );
  });

  test('that is damaged is replaced and kept, and the command says that numbers may come again', async () => {
    const { gateway, backup, store, run } = stopped;
    for (const file of [store, `${store}-wal`]) writeFileSync(file, 'not what SQLite wrote'.repeat(1_000));
    const restored = await run('restore', backup);
    assert.equal(restored.code, 0, restored.stderr);
    assert.match(restored.stdout, /is kept as .*before-restore-1\.\n.*numbers of its events may be given again/);
    assert.ok(existsSync(`${store}.before-restore-1`));
    assert.ok(!existsSync(`${store}-wal`), 'no log lies beside a file to which it does not belong');
    await gateway.restart();
    assert.equal((await gateway.messages()).length, PUSHES);
  });
});

const agent = new Agent();

async function isTaken(publicUrl: string, one: Push): Promise<boolean> {
  const reply = await send(publicUrl, one, agent);
  return reply !== undefined && isAck(one, reply);
}

function rows(path: string, table: string): number {
  const db = new Database(path, { readonly: true });
  try {
    return db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n ?? -1;
  } finally {
    db.close();
  }
}

function edited(path: string, sql: string): void {
  const db = new Database(path);
  db.exec(sql);
  db.close();
}

async function pull(url: string): Promise<{ readonly items: readonly unknown[]; readonly nextCursor: string }> {
  const answer = await fetch(url);
  assert.equal(answer.status, 200);
  return (await answer.json()) as { items: unknown[]; nextCursor: string };
}
