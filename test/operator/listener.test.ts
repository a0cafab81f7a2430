import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { readBundle } from '../../src/contracts/bundle.ts';
import { type Caller, isGranted, openAccess } from '../../src/operator/access.ts';
import { type MessageSummary, type Store, StoreUnavailable } from '../../src/store/store.ts';
import { Secret } from '../../src/trust/secrets.ts';
import { forgiveAnswers } from '../support/answers/faults.ts';
import { storedMessage } from '../support/claims.ts';
import { ask, assertProblem, openOperatorListener, operatorToken } from '../support/operator.ts';
import { toyConfiguration } from '../support/toy-gateway.ts';
import { storeWith } from '../support/toy-receiving.ts';
import { dial, type Wire } from '../support/wire.ts';

// Provoked below: faults of our own, which no operation declares.
after(() => forgiveAnswers(/^GET \/api\/messages .* answered 500/));

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const { bytes, headers: _headers, ...summary } = storedMessage;
const listed: MessageSummary = { ...summary, bodyBytes: bytes.byteLength };
const storeListing = (item: object): Store =>
  storeWith({ listMessages: async () => ({ items: [{ ...listed, ...item }] }) });

test('outside development everything under /api/ wants a token, and health wants none', async (t) => {
  const { url, stop, log } = await openOperatorListener(storeListing({}), { development: false });
  t.after(() => stop(0));
  const refused = await Promise.all([
    ask(url, '/api/messages'),
    ask(url, '/api/messages', bearer('test-only-wrong-token-00000001')),
    ask(url, '/api/messages', bearer(`${operatorToken}x`)),
    ask(url, '/api/messages', bearer(operatorToken.slice(0, -1))),
    ask(url, '/api/messages', { headers: { authorization: `Basic ${operatorToken}` } }),
    ask(url, '/api/messages', { headers: { authorization: 'Bearer' } }),
    ask(url, '/api/sources/box'),
    ask(url, '/api/messages?limit=0'),
  ]);
  for (const answer of refused) {
    assertProblem(answer, 401, 'unauthorized');
    assert.equal(answer.headers.get('www-authenticate'), 'Bearer realm="pushdock"');
    assert.equal(answer.text, refused[0]?.text);
  }
  assert.equal((await ask(url, '/api/messages', bearer(operatorToken))).status, 200);
  assert.equal((await ask(url, '/api/messages', bearer('test-only-operator-token-0000'))).status, 200);
  assert.equal((await ask(url, '/health/live')).status, 200);
  assert.ok(!JSON.stringify(log.lines).includes('test-only'));
});

test('in development the door is open on loopback only', async () => {
  const sessions = { find: async () => undefined };
  const admitted = async (caller: Partial<Caller>, host: string, development = true) => {
    const access = openAccess(
      {
        ...toyConfiguration('.'),
        development,
        listen: { public: { host, port: 0 }, admin: { host, port: 0 } },
        admin: { tokens: [{ name: 'on-call', role: 'operator', secret: Secret.of(operatorToken) }] },
      },
      sessions,
    );
    const admission = await access.admit({ ...anyone, ...caller });
    return isGranted(admission) ? admission.by : admission;
  };
  const anyone = {
    method: 'GET',
    path: '/api/sources',
    headers: { host: 'localhost:8081' },
    remoteAddress: '127.0.0.1',
  };
  for (const host of ['127.0.0.1', '127.9.9.9', '::1', 'localhost', '::ffff:127.0.0.1'])
    assert.equal(await admitted({}, host), 'development', host);
  for (const host of ['0.0.0.0', '::', '192.0.2.1', 'gateway.internal', '127.0.0.1.example.com'])
    assert.equal(await admitted({}, host), 'refused', host);
  assert.equal(await admitted({ remoteAddress: '192.0.2.1' }, '127.0.0.1'), 'refused');
  assert.equal(await admitted({ remoteAddress: undefined }, '127.0.0.1'), 'refused');
  assert.equal(await admitted({}, '127.0.0.1', false), 'refused');
  const holder = { headers: { authorization: `bearer ${operatorToken}` }, remoteAddress: '192.0.2.1' };
  assert.equal(await admitted(holder, 'gateway.internal'), 'token');
});

for (const [name, item] of [
  ['a state that the contract does not know', { state: 'odd' }],
  ['a count below its minimum', { receipts: 0 }],
  ['an id that is none', { id: 'nobody' }],
] as const) {
  test(`${name} in an answer is a 500 and a log line that names the operation`, async (t) => {
    const { url, stop, log } = await openOperatorListener(storeListing(item));
    t.after(() => stop(0));
    assertProblem(await ask(url, '/api/messages'), 500, 'internal');
    const [line] = log.of('operator.answer_undeclared');
    assert.equal(line?.fields.operation, 'listMessages');
    assert.equal(log.lines.length, 1);
  });
}

test('a bug of ours is a problem document without particulars, and a log line with them', async (t) => {
  const { url, stop, log } = await openOperatorListener(
    storeWith({ listMessages: () => Promise.reject(new TypeError('nothing has no length')) }),
  );
  t.after(() => stop(0));
  const answer = await ask(url, '/api/messages');
  assertProblem(answer, 500, 'internal');
  assert.ok(!answer.text.includes('no length'));
  assert.match(String(log.of('operator.crashed')[0]?.fields.reason), /nothing has no length/);
});

test('a time that is none is our fault and no 400', async (t) => {
  const { url, stop } = await openOperatorListener(storeListing({ receivedAtMs: Number.NaN }));
  t.after(() => stop(0));
  assertProblem(await ask(url, '/api/messages'), 500, 'internal');
});

test('a gateway that stops, or whose store cannot promise anything, is alive and not ready', async (t) => {
  let failure: Error | undefined;
  const { url, stop, stopping } = await openOperatorListener(
    storeWith({
      healthy: async () => {
        if (failure) throw failure;
      },
      backlog: async () => ({ work: 0, deliveries: 0 }),
    }),
  );
  t.after(() => stop(0));
  assert.deepEqual((await ask(url, '/health/ready')).body, {
    status: 'ready',
    backlog: { work: 0, deliveries: 0 },
  });
  failure = new StoreUnavailable('The last commit failed.', { fatal: true });
  const failed = await ask(url, '/health/ready');
  assert.deepEqual([failed.status, failed.body], [503, { status: 'unready', reason: 'The last commit failed.' }]);
  failure = undefined;
  stopping.abort();
  const stopped = await ask(url, '/health/ready');
  assert.deepEqual([stopped.status, stopped.body], [503, { status: 'unready', reason: 'The gateway is stopping.' }]);
  assert.equal((await ask(url, '/health/live')).status, 200);
});

test('connections of the operator API that say nothing or read nothing make room for newcomers', async (t) => {
  const text = { ...listed, target: `/push/toy/box?${'x'.repeat(4_000)}` };
  const store = storeWith({ listMessages: async () => ({ items: Array.from({ length: 100 }, () => text) }) });
  const { url, stop, log } = await openOperatorListener(store, { bounds: { connectionsMax: 20 } });
  t.after(() => stop(0));
  const asked = 'GET /api/messages?limit=100 HTTP/1.1\r\nHost: localhost\r\n\r\n';
  const wires: Wire[] = [];
  for (let index = 0; index < 30; index += 1) {
    const [silent, reader] = [await dial(url), await dial(url)];
    reader.socket.pause();
    reader.write(asked);
    wires.push(silent, reader);
    if (index % 5 === 4) assert.equal((await ask(url, '/health/live')).status, 200, `after ${2 * index}`);
  }
  assert.equal(log.of('connections.full').length, 1);
  for (const { socket } of wires) socket.destroy();
});

test('an API that could not be opened once is opened by the next call, and the first is answered in the form of a problem', async (t) => {
  let reads = 0;
  const { url, stop, log } = await openOperatorListener(storeListing({}), {
    contract: () => {
      reads += 1;
      if (reads === 1) throw new Error('no descriptor is free');
      return readBundle('gateway');
    },
  });
  t.after(() => stop(0));
  const first = await ask(url, '/api/messages?text=Ada');
  assertProblem(first, 500, 'internal');
  assert.equal(log.of('operator.crashed')[0]?.fields.path, '/api/messages');
  assert.equal((await ask(url, '/api/messages')).status, 200);
});
