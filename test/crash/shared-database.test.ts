/**
 * Three gateways on one PostgreSQL: one receives, one delivers, one does both. The same pushes go to both that receive. One gateway is killed with -9,
 * then the database is stopped as a crash does and started again. Nothing acknowledged is lost, and each push is one event.
 */
import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { test } from 'node:test';
import { noPostgres, postgresBinaries, startPostgres } from '../support/postgres-server.ts';
import { eventually, type RunningGateway, startTryGateway } from '../support/try-gateway.ts';
import { isAck, send } from './clients.ts';
import { makePush, openMarks, type Push } from './pushes.ts';

const skip = postgresBinaries() === undefined ? noPostgres : false;
const PUSHES = 40;
// A node that was killed is given up after 15 s; the rest is the machine's.
const RECOVERED_MS_MAX = 60_000;

test('what is acknowledged survives kill -9 of a gateway and a crash of the database, and is one event however many got it', {
  skip,
}, async (t) => {
  const server = await startPostgres();
  t.after(() => server.end());
  const store = `store: { url: "${server.tcpUrl()}", schema: shared }`;
  const start = async (node: string, role: string) => {
    const gateway = await startTryGateway({
      mocks: false,
      env: { PUSHDOCK_NODE: node },
      words: ['--role', role],
      configure: (text) => text.replace(/^store: .*$/m, store),
    });
    t.after(gateway.stop);
    return gateway;
  };
  const receives = await start('edge-1', 'receive');
  const delivers = await start('worker-1', 'deliver');
  const both = await start('both-1', 'all');
  const all = [receives, delivers, both];
  await assert.rejects(fetch(delivers.publicUrl), 'a gateway that only delivers has no public listener');
  assert.deepEqual(
    (await nodesOf(receives)).map(({ id, role, state, own }) => ({ id, role, state, own })),
    [
      { id: 'edge-1', role: 'receive', state: 'up', own: true },
      { id: 'worker-1', role: 'deliver', state: 'up', own: false },
      { id: 'both-1', role: 'all', state: 'up', own: false },
    ],
  );

  const nextMark = openMarks();
  const acknowledged = new Map<string, Push>();
  const agent = new Agent({ keepAlive: true });
  const pushTo = async (gateway: RunningGateway, push: Push) => {
    const reply = await send(gateway.publicUrl, push, agent).catch(() => undefined);
    if (reply !== undefined && isAck(push, reply)) acknowledged.set(push.mark, push);
    return reply;
  };
  const load = async (gateways: readonly RunningGateway[]) => {
    for (let count = 0; count < PUSHES; count += 1) {
      const push = makePush('paazl-json', nextMark(), '');
      await Promise.all(gateways.map((gateway) => pushTo(gateway, push)));
    }
  };
  await load([receives, both]);
  const loading = load([receives, both]);
  await both.kill('SIGKILL');
  await loading;
  await eventually(
    async () => (await nodesOf(receives)).find(({ id }) => id === 'both-1')?.state === 'gone',
    'the others do not see that the killed gateway is gone',
    RECOVERED_MS_MAX,
  );

  await server.stop('immediate');
  const refused = await pushTo(receives, makePush('paazl-json', nextMark(), ''));
  assert.equal(refused?.status, 503, 'without the database nothing is acknowledged');
  await server.start();
  await eventually(
    async () => (await pushTo(receives, makePush('paazl-json', nextMark(), '')))?.status === 200,
    'the gateway does not recover when the database is back',
    RECOVERED_MS_MAX,
  );
  await load([receives]);
  await eventually(delivers.idle, 'the work does not come to an end', RECOVERED_MS_MAX);

  const lines = all
    .flatMap((gateway) => gateway.events())
    .map((event) => ({ id: event.id, text: JSON.stringify(event) }));
  const ids = new Map<string, Set<string>>();
  for (const { id, text } of lines)
    for (const mark of acknowledged.keys())
      if (text.includes(mark)) ids.set(mark, (ids.get(mark) ?? new Set()).add(id));
  const lost = [...acknowledged.keys()].filter((mark) => !ids.has(mark));
  const twice = [...ids].filter(([, found]) => found.size > 1).map(([mark]) => mark);
  const distinct = new Set(lines.map(({ id }) => id)).size;
  t.diagnostic(
    `acknowledged ${acknowledged.size} · delivered ${distinct} · lost ${lost.length} · repeated ${lines.length - distinct}`,
  );
  assert.deepEqual([lost, twice], [[], []]);
  assert.ok(acknowledged.size >= 3 * PUSHES);
});

type Node = { readonly id: string; readonly role: string; readonly state: string; readonly own: boolean };

async function nodesOf(gateway: RunningGateway): Promise<readonly Node[]> {
  const answer = (await (await fetch(`${gateway.operatorUrl}/api/nodes`)).json()) as {
    readonly items: readonly Node[];
  };
  return answer.items;
}
