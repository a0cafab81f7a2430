/** The database's disk is slow, then too slow, and once fails a sync (`test/bench/slow-disk.c` is preloaded into the server). */
import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { home } from '../../../spec/codegen/generator.ts';
import { noPostgres, postgresBinaries, startPostgres } from '../../support/postgres-server.ts';
import { ask } from '../../support/postgres-standby.ts';
import { buildPreload } from '../../support/preload.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { eventually } from '../../support/try-gateway.ts';
import { SCHEMA, startNode, storedIn } from './nodes.ts';
import { mustHold, printProof, proofOf } from './proof.ts';
import { openRecorder } from './recorder.ts';
import { pushOf, startSenders } from './senders.ts';

const skip = postgresBinaries() === undefined && noPostgres;
const PUSHES = Number(process.env.SLOW_DISK_PUSHES ?? 60);
/** A commit is given up after 8 s. */
const TOO_SLOW_MS = 10_000;
const RECOVERED_MS_MAX = 120_000;

test('a slow disk of the database delays acks, one that is too slow or fails hears 503 with Retry-After, and nothing acknowledged is lost', {
  skip,
}, async (t) => {
  // The server is another user, who must read what is preloaded.
  const folder = temporaryFolder(t);
  chmodSync(folder, 0o755);
  const built = buildPreload(join(home, 'test/bench/slow-disk.c'), folder);
  if ('missing' in built) return t.skip(built.missing);
  const file = join(folder, 'delay');
  const delay = (ms: number) => writeFileSync(file, String(ms * 1_000));
  delay(0);
  const server = await startPostgres({}, undefined, undefined, { LD_PRELOAD: built.shim, DISK_DELAY_US: file });
  t.after(() => server.end());
  const recorder = await openRecorder();
  t.after(recorder.close);
  const store = `{ url: "${server.tcpUrl()}", schema: ${SCHEMA} }`;
  const gateway = await startNode(t, { name: 'one', store, recorder });
  const senders = startSenders({ subjects: 6, urls: () => [gateway.publicUrl] });
  const more = async (count: number, why: string) => {
    const [enough, begun] = [senders.count() + count, performance.now()];
    await eventually(() => senders.count() >= enough, why, RECOVERED_MS_MAX);
    return count / ((performance.now() - begun) / 1_000);
  };
  await more(PUSHES, 'pushes are acknowledged');
  const rates: string[] = [];
  for (const ms of [0, 1, 20]) {
    delay(ms);
    rates.push(
      `+ ${ms} ms: ${(await more(PUSHES, `pushes are acknowledged with ${ms} ms more a sync`)).toFixed(0)} acks/s`,
    );
  }
  t.diagnostic(`a sync of the database's disk takes longer: ${rates.join(', ')} of six senders`);
  assert.deepEqual([...senders.refused], [], 'slow is no reason to refuse');

  delay(TOO_SLOW_MS);
  const asked = await fetch(`${gateway.publicUrl}/push/paazl/shipping`, {
    method: 'POST',
    headers: pushOf('order-0', 'PUSH-00000000-000000').headers,
    body: pushOf('order-0', 'PUSH-00000000-000000').body,
  });
  assert.equal(asked.status, 503);
  assert.ok(Number(asked.headers.get('retry-after')) > 0, 'it says when to come again');
  delay(0);
  await more(PUSHES, 'pushes are acknowledged when the disk is quick again');

  const before = senders.refused.get(503) ?? 0;
  delay(-1);
  await eventually(() => (senders.refused.get(503) ?? 0) > before, 'a failed sync refuses nothing', RECOVERED_MS_MAX);
  delay(0);
  const answers = () =>
    ask(server.url(), 'SELECT 1').then(
      () => true,
      () => false,
    );
  await eventually(
    async () => {
      // After a failed sync the server starts again from what it had synced; where that fails as well, it ends.
      if (server.process.exitCode !== null) await server.start();
      return answers();
    },
    'the database does not come back',
    RECOVERED_MS_MAX,
  );
  await more(PUSHES, 'pushes are acknowledged after a failed sync');
  await senders.stop();
  await eventually(gateway.idle, 'the work does not come to an end', RECOVERED_MS_MAX);

  const proof = proofOf(senders, recorder, await storedIn(server.url()));
  printProof(t, 'disk of the database slow', proof);
  t.diagnostic(`${senders.refused.get(503)} refused with 503`);
  mustHold(proof);
});
