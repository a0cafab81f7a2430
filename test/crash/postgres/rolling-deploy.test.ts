/**
 * A build of an older commit and this one beside each other on one database, as while nodes are replaced one by one: the older made the schema, this one migrates it under
 * load, and both are pushed to. The older commit is the one before the third migration, taken from the history of this checkout.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { home } from '../../../spec/codegen/generator.ts';
import { migrations } from '../../../src/store/postgres/migrations/list.ts';
import { noPostgres, postgresBinaries, startPostgres } from '../../support/postgres-server.ts';
import { ask } from '../../support/postgres-standby.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { eventually } from '../../support/try-gateway.ts';
import { SCHEMA, startNode, storedIn } from './nodes.ts';
import { mustHold, printProof, proofOf } from './proof.ts';
import { openRecorder } from './recorder.ts';
import { startSenders } from './senders.ts';

const skip = postgresBinaries() === undefined && noPostgres;
const PUSHES = Number(process.env.ROLLING_PUSHES ?? 100);
const RECOVERED_MS_MAX = 90_000;
const LATER = 'src/store/postgres/migrations/0003-message-counts.ts';

/** What node runs to start the older commit; the reason where the history does not hold it. */
function olderBuild(t: TestContext): { readonly program: readonly string[] } | { readonly missing: string } {
  const git = (words: readonly string[]) => spawnSync('git', ['-C', home, ...words], { encoding: 'utf8' });
  const added = git(['log', '--diff-filter=A', '--format=%H', '--', LATER]).stdout?.trim().split('\n').at(-1);
  const commit = added && git(['rev-parse', '--verify', '--quiet', `${added}^`]).stdout.trim();
  if (!commit) return { missing: `the history here does not hold the commit before ${LATER}` };
  const folder = join(temporaryFolder(t), 'older');
  mkdirSync(folder);
  execFileSync('sh', ['-c', 'git -C "$1" archive "$2" | tar x -C "$3"', 'sh', home, commit, folder]);
  symlinkSync(join(home, 'node_modules'), join(folder, 'node_modules'));
  return { program: ['--import', 'tsx', join(folder, 'src/cli/main.ts')] };
}

test('while an older build and this one share a database, one migrating it under load, nothing acknowledged is lost and no push is two events', {
  skip,
}, async (t) => {
  const older = olderBuild(t);
  if ('missing' in older) return t.skip(older.missing);
  const server = await startPostgres();
  t.after(() => server.end());
  const recorder = await openRecorder();
  t.after(recorder.close);
  const options = { store: `{ url: "${server.tcpUrl()}", schema: ${SCHEMA} }`, recorder };
  const version = async () =>
    (await ask<{ version: number }>(server.url(), `SELECT version FROM ${SCHEMA}.schema_version`))[0]?.version;

  const one = await startNode(t, { name: 'older', ...options, program: older.program });
  assert.equal(await version(), 2);
  let up = [one.publicUrl];
  const senders = startSenders({ subjects: 6, urls: () => up });
  const more = (count: number, why: string) => {
    const enough = senders.count() + count;
    return eventually(() => senders.count() >= enough, why, RECOVERED_MS_MAX);
  };
  await more(PUSHES, 'the older build acknowledges');
  const other = await startNode(t, { name: 'newer', ...options });
  assert.equal(await version(), migrations.at(-1)?.number);
  up = [one.publicUrl, other.publicUrl];
  await more(2 * PUSHES, 'both acknowledge');
  const makers = await ask<{ id: string }>(
    server.url(),
    `SELECT DISTINCT id FROM ${SCHEMA}.nodes WHERE gone = 0 ORDER BY id`,
  );
  assert.deepEqual(
    makers.map(({ id }) => id),
    ['newer', 'older'],
  );
  up = [other.publicUrl];
  await one.kill('SIGTERM');
  await more(PUSHES, 'this build goes on alone');
  await senders.stop();
  await eventually(other.idle, 'the work does not come to an end', RECOVERED_MS_MAX);

  const proof = proofOf(senders, recorder, await storedIn(server.url()));
  printProof(t, 'older build beside this one', proof);
  t.diagnostic(`refused meanwhile: ${JSON.stringify([...senders.refused])}`);
  mustHold(proof);
  assert.deepEqual([...recorder.together], [], 'of one subject one event is under way at a time');
  const [counted] = await ask<{ count: string }>(
    server.url(),
    `SELECT sum(count) AS count FROM (SELECT count FROM ${SCHEMA}.message_counts UNION ALL SELECT count FROM ${SCHEMA}.message_count_notes) c`,
  );
  assert.equal(Number(counted?.count), proof.stored, 'messages of the older build are counted as well');
});
