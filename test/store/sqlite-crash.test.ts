import assert from 'node:assert/strict';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { buildPreload } from '../support/preload.ts';
import { startChild } from './child-process.ts';
import { temporaryPath } from './test-store.ts';

test('after kill -9 everything acknowledged is there, is work, and the file is free for the next owner', async (t) => {
  const path = temporaryPath(t);
  const child = startChild('append-child.ts', [path]);
  const exited = once(child.process, 'exit');
  const acknowledged: string[] = [];
  for await (const id of child.lines) {
    acknowledged.push(id);
    if (acknowledged.length === 1) await assert.rejects(openSqliteStore({ path }), /in use by another process/);
    if (acknowledged.length === 200) child.process.kill('SIGKILL');
  }
  assert.deepEqual(await exited, [null, 'SIGKILL']);

  const store = await openSqliteStore({ path });
  t.after(() => store.close());
  const due = new Set<string>();
  for (;;) {
    const claims = await store.claimWork({ nowMs: Date.now() + 1_000, leaseMs: 60_000, limit: 500 });
    if (claims.length === 0) break;
    for (const { message } of claims) due.add(message.id);
  }
  assert.deepEqual(
    acknowledged.filter((id) => !due.has(id)),
    [],
  );
});

type Step = { name: string; id: string; append: string; health: string; syncs: number };

async function onBadDisk<Said = Step>(
  t: TestContext,
  fault: 's' | 'w',
  program = 'bad-disk-child.ts',
): Promise<{ path: string; steps: Said[] } | undefined> {
  const path = temporaryPath(t);
  const built = buildPreload(join(import.meta.dirname, 'disk-shim.c'), dirname(path));
  if ('missing' in built) {
    t.skip(built.missing);
    return undefined;
  }
  const child = startChild(program, [path, fault], {
    LD_PRELOAD: built.shim,
    DISK_FAULT: join(dirname(path), 'fault'),
    DISK_SYNCS: join(dirname(path), 'syncs'),
  });
  const exited = once(child.process, 'exit');
  const steps: Said[] = [];
  for await (const line of child.lines) steps.push(JSON.parse(line));
  assert.deepEqual(await exited, [0, null]);
  return { path, steps };
}

const seen = (steps: readonly Step[]) => steps.map(({ name, append, health }) => [name, append, health]);

async function kept(path: string, steps: readonly Step[]): Promise<boolean[]> {
  const store = await openSqliteStore({ path });
  const shown = await Promise.all(steps.map(({ id }) => store.showMessage(id)));
  await store.close();
  return shown.map((message) => message !== undefined);
}

test('no append is acknowledged before an fsync, and after one that failed nothing is promised any more', async (t) => {
  const run = await onBadDisk(t, 's');
  if (!run) return;
  assert.deepEqual(seen(run.steps), [
    ['well', 'done', 'done'],
    ['well', 'done', 'done'],
    ['failing', 'fatal', 'fatal'],
    ['well again', 'fatal', 'fatal'],
  ]);
  for (const { syncs } of run.steps.slice(0, 2)) assert.ok(syncs >= 1, 'one fsync at least');
  assert.deepEqual((await kept(run.path, run.steps)).slice(0, 2), [true, true]);
});

test('a full disk refuses and keeps nothing of it, and appends go on when there is room again', async (t) => {
  const run = await onBadDisk(t, 'w');
  if (!run) return;
  assert.deepEqual(seen(run.steps), [
    ['well', 'done', 'done'],
    ['well', 'done', 'done'],
    ['failing', 'unavailable', 'unavailable'],
    ['well again', 'done', 'done'],
  ]);
  assert.deepEqual(await kept(run.path, run.steps), [true, true, false, true]);
});

test('a disk that is full while an event is on its way is loud, and the event is settled when there is room again, sent once', async (t) => {
  const run = await onBadDisk<object>(t, 'w', 'full-disk-delivering-child.ts');
  if (!run) return;
  assert.deepEqual(run.steps, [
    { name: 'full', states: ['due'], sent: 1, loud: true },
    { name: 'room again', states: ['delivered', 'delivered'], sent: 2, loud: true },
  ]);
});
