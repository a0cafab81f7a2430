/** The database's disk is full, and then has room again. */
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { noPostgres, type PostgresServer, postgresBinaries, startPostgres } from '../../support/postgres-server.ts';
import { ask } from '../../support/postgres-standby.ts';
import { eventually } from '../../support/try-gateway.ts';
import { SCHEMA, startNode, storedIn } from './nodes.ts';
import { mustHold, printProof, proofOf } from './proof.ts';
import { openRecorder } from './recorder.ts';
import { startSenders } from './senders.ts';

const skip = postgresBinaries() === undefined && noPostgres;
const DISK_MB = 128;
const LEFT_BYTES = 3_000_000;
const RECOVERED_MS_MAX = 90_000;

/** A server whose data are on a small disk of their own; the reason where nothing may be mounted here. */
async function startOnSmallDisk(): Promise<PostgresServer | string> {
  let mounted = '';
  const server = await startPostgres({ max_wal_size: "'16MB'", min_wal_size: "'8MB'" }, (folder, data) => {
    const { uid, gid } = statSync(folder);
    mkdirSync(data);
    const options = `size=${DISK_MB}m,mode=0700,uid=${uid},gid=${gid}`;
    const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', data], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`no small disk can be mounted here: ${stderr?.trim()}`);
    mounted = data;
    execFileSync(
      join(postgresBinaries() ?? '', 'initdb'),
      ['-D', data, '-U', 'pushdock', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--wal-segsize=1'],
      { uid, gid, cwd: folder, stdio: 'pipe', env: { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8' } },
    );
    appendFileSync(join(data, 'postgresql.conf'), "\ninclude = 'pushdock.conf'\n");
  }).catch((error: unknown) => {
    if (mounted !== '') spawnSync('umount', [mounted]);
    else if (error instanceof Error && error.message.startsWith('no small disk')) return error.message;
    throw error;
  });
  if (typeof server === 'string') return server;
  return {
    ...server,
    get process() {
      return server.process;
    },
    async end() {
      await server.stop('immediate');
      spawnSync('umount', ['-l', server.data]);
      await server.end();
    },
  };
}

test('while the disk of the database is full pushes hear 503, and when it has room again all that was acknowledged is delivered', {
  skip,
}, async (t) => {
  const server = await startOnSmallDisk();
  if (typeof server === 'string') return t.skip(server);
  t.after(() => server.end());
  const recorder = await openRecorder();
  t.after(recorder.close);
  const store = `{ url: "${server.tcpUrl()}", schema: ${SCHEMA} }`;
  const gateway = await startNode(t, { name: 'one', store, recorder });
  const senders = startSenders({ subjects: 6, urls: () => [gateway.publicUrl] });
  await eventually(() => senders.count() >= 50, 'pushes are acknowledged', RECOVERED_MS_MAX);
  const ballast = join(server.data, 'ballast');
  const { bavail, bsize } = statfsSync(server.data);
  writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - LEFT_BYTES)));
  await eventually(() => (senders.refused.get(503) ?? 0) >= 20, 'nothing is refused', RECOVERED_MS_MAX);
  rmSync(ballast);
  // When its log cannot grow the server ends itself.
  const answers = () =>
    ask(server.url(), 'SELECT 1').then(
      () => true,
      () => false,
    );
  await eventually(
    async () => {
      if (server.process.exitCode !== null) await server.start();
      return answers();
    },
    'the database does not come back',
    RECOVERED_MS_MAX,
  );
  const enough = senders.count() + 50;
  await eventually(() => senders.count() >= enough, 'the gateway goes on when there is room', RECOVERED_MS_MAX);
  await senders.stop();
  await eventually(gateway.idle, 'the work does not come to an end', RECOVERED_MS_MAX);
  const proof = proofOf(senders, recorder, await storedIn(server.url()));
  printProof(t, 'disk of the database full', proof);
  t.diagnostic(`${senders.refused.get(503)} refused with 503`);
  mustHold(proof);
});
