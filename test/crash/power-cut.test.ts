/**
 * A power cut takes what was written to the log and not synced. It is imitated at its worst: the gateway is killed, and its log is cut back to where
 * it was written when the last sync began.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import Database from 'better-sqlite3';
import { buildPreload } from '../support/preload.ts';
import { type RunningGateway, startTryGateway } from '../support/try-gateway.ts';
import { send } from './clients.ts';
import { countWaiting, settled } from './evidence.ts';
import { findLosses } from './losses.ts';
import { makePush, openMarks, type Push } from './pushes.ts';
import { readTrace, type Trace } from './sync-trace.ts';

const nextMark = openMarks();

type Opened = { readonly gateway: RunningGateway; readonly trace: () => Trace };

async function open(t: TestContext): Promise<Opened | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-power-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const built = buildPreload(join(import.meta.dirname, 'sync-shim.c'), folder);
  if ('missing' in built) {
    t.skip(built.missing);
    return undefined;
  }
  const traceFile = join(folder, 'trace');
  const gateway = await startTryGateway({ mocks: false, env: { LD_PRELOAD: built.shim, SYNC_TRACE: traceFile } });
  t.after(gateway.stop);
  return { gateway, trace: () => readTrace(readFileSync(traceFile, 'utf8')) };
}

const agent = new Agent({ keepAlive: true });
test.after(() => agent.destroy());

/** Pushes of two providers, each sent when the event of the one before is in the file. */
async function pushInTurn(gateway: RunningGateway, count: number): Promise<Push[]> {
  const pushes = Array.from({ length: count }, (_, at) =>
    makePush(at % 2 === 0 ? 'zettle' : 'paazl-json', nextMark(), ''),
  );
  const before = gateway.events().length;
  for (const [at, push] of pushes.entries()) {
    assert.equal((await send(gateway.publicUrl, push, agent))?.status, 200);
    await gateway.eventually(() => gateway.events().length > before + at, `the event of ${push.mark} is not delivered`);
  }
  return pushes;
}

const wouldLose = ({ syncedBytes, writtenBytes }: Pick<Trace, 'syncedBytes' | 'writtenBytes'>) =>
  writtenBytes >= syncedBytes;

async function cutPower({ gateway, trace }: Opened): Promise<{ readonly lost: boolean }> {
  await gateway.kill('SIGKILL');
  const { syncedBytes, writtenBytes } = trace();
  truncateSync(join(gateway.folder, 'data/pushdock.db-wal'), syncedBytes);
  rmSync(join(gateway.folder, 'data/pushdock.db-shm'));
  return { lost: wouldLose({ syncedBytes, writtenBytes }) };
}

test('a power cut after everything was delivered loses no push; what it takes back is done again with the same events', async (t) => {
  const opened = await open(t);
  if (opened === undefined) return;
  const { gateway } = opened;
  const pushes = await pushInTurn(gateway, 20);
  // Not by asking the gateway: whether it is ready it answers after a synced commit.
  const rest = () =>
    gateway.eventually(() => countWaiting(join(gateway.folder, 'data')) === 0, 'it does not come to rest');
  await rest();
  // The sign of life and health's record are synced every few seconds, and with them what came before. Then a cut takes nothing.
  for (let more = 0; more < 20 && !wouldLose(opened.trace()); more += 1) {
    pushes.push(...(await pushInTurn(gateway, 1)));
    await rest();
  }
  const { lost } = await cutPower(opened);
  assert.ok(lost, 'the cut takes nothing, so this shows nothing');
  await gateway.restart();
  const evidence = await settled(join(gateway.folder, 'data'));
  assert.deepEqual(findLosses(pushes, evidence), []);
  const lines = [...evidence.events.values()].flatMap((ofMessage) =>
    [...ofMessage.values()].map(({ length }) => length),
  );
  assert.ok(
    lines.some((times) => times > 1),
    'what was taken back is delivered again',
  );
});

test('a push that comes alone waits for the disk once', async (t) => {
  const opened = await open(t);
  if (opened === undefined) return;
  const { gateway, trace } = opened;
  const [before, startedMs] = [trace().syncs, performance.now()];
  await pushInTurn(gateway, 30);
  const [syncs, tookMs] = [trace().syncs - before, performance.now() - startedMs];
  // Beside them the sign of life and health's record, one of them every few seconds.
  assert.ok(syncs >= 30 && syncs <= 30 * 1.2 + 6 + tookMs / 2_500, `${syncs} syncs for 30 pushes in ${tookMs} ms`);
});

test('events that somebody pulls are on the disk before they are handed out', async (t) => {
  const opened = await open(t);
  if (opened === undefined) return;
  const { gateway } = opened;
  await pushInTurn(gateway, 4);
  const stored = () => {
    const db = new Database(join(gateway.folder, 'data/pushdock.db'));
    const ids = db.prepare('SELECT id FROM events').pluck().all();
    db.close();
    return ids.sort();
  };
  const answer = await fetch(`${gateway.operatorUrl}/api/events?after=oldest`);
  const { items } = (await answer.json()) as { items: readonly { id: string }[] };
  assert.equal(items.length, 4);
  await cutPower(opened);
  assert.deepEqual(stored(), items.map(({ id }) => id).sort());
});
