/** What the operator API answers while the store cannot be used, or while no thread delivers: a refusal that says so, and never a bug of ours. */
import assert from 'node:assert/strict';
import { after, type TestContext, test } from 'node:test';
import { gatewayOperations } from '../../generated/gateway/operations.ts';
import { openAudit } from '../../src/operator/audit.ts';
import { systemClock } from '../../src/running/clock.ts';
import { type OpenedStore, StoreUnavailable } from '../../src/store/store.ts';
import { forgiveAnswers } from '../support/answers/faults.ts';
import { pushdock } from '../support/command.ts';
import { openKeptInMemory } from '../support/kept-in-memory.ts';
import { ask, assertProblem, openOperatorListener, operatorToken } from '../support/operator.ts';
import { recordingLog } from '../support/recording-log.ts';
import { storeWith } from '../support/toy-receiving.ts';

// Provoked below: a fault of our own, which no operation declares.
after(() => forgiveAnswers(/^POST \/api\/sinks\/ledger\/test .* answered 500/));

const sentence = 'The store at db:5432 could not be used: ECONNREFUSED. Check that the database runs and takes writes.';
const away = () => Promise.reject(new StoreUnavailable(sentence, { fatal: false }));
const storeAway = new Proxy({} as OpenedStore, { get: () => away });
const sessionCookie = `pushdock_session=1.${'a'.repeat(43)}`;
const message = '/api/messages/019aa4d2-7c1e-7b3a-9f04-5d2c8e6a1b37';
const json = { 'content-type': 'application/json' };

async function opened(t: TestContext, options: Parameters<typeof openOperatorListener>[1] = {}) {
  const listener = await openOperatorListener(storeAway, options);
  t.after(() => listener.stop(0));
  return listener;
}

/** Says that the store is away, and what to do. */
function assertAway(answer: Awaited<ReturnType<typeof ask>>, what: string): void {
  assertProblem(answer, 503, 'unavailable');
  assert.match(answer.headers.get('retry-after') ?? '', /^[1-9]\d*$/, what);
  assert.equal(answer.body.title, 'The gateway cannot do this at the moment', what);
  assert.match(
    answer.body.detail,
    /ECONNREFUSED\. Check .* Ask again after the number of seconds in Retry-After\./,
    what,
  );
}

const isOpenToAll = (path: string) => !path.startsWith('/api/') && path !== '/metrics';

test('every operation that has to know who asks is 503 with Retry-After while sessions cannot be read', async (t) => {
  const { url, log } = await opened(t, { kept: { kept: away, listKept: away, keep: away } });
  const asked = gatewayOperations.filter(({ path }) => !isOpenToAll(path));
  for (const { operationId, method, path } of asked) {
    const init = { method: method.toUpperCase(), headers: { cookie: sessionCookie } };
    assertAway(await ask(url, path.replaceAll(/\{\w+\}/g, '1'), init), operationId);
  }
  assert.ok(asked.length > 50);
  assert.deepEqual([log.of('operator.store_unavailable').length, log.of('operator.crashed').length], [asked.length, 0]);
});

test('health and the contract ask for nobody, so they answer a browser with a session all the same', async (t) => {
  const { url } = await opened(t, { kept: { kept: away, listKept: away, keep: away } });
  const answers = await Promise.all(
    gatewayOperations
      .filter(({ path }) => isOpenToAll(path))
      .map(async ({ path }) => {
        const { status, body } = await ask(url, path, { headers: { cookie: sessionCookie } });
        return [path, status, body.reason] as const;
      }),
  );
  assert.deepEqual(
    answers.toSorted(([one], [other]) => (one < other ? -1 : 1)),
    [
      ['/health/live', 200, undefined],
      ['/health/ready', 503, sentence],
      ['/healthz', 200, undefined],
      ['/livez', 200, undefined],
      ['/openapi.json', 200, undefined],
      ['/readyz', 503, sentence],
    ],
  );
});

const asking: readonly (readonly [string, string, body?: unknown])[] = [
  ['GET', '/api/messages'],
  ['GET', message],
  ['GET', `${message}?masked=true`],
  ['POST', `${message}/retry`],
  ['GET', '/api/events'],
  ['GET', '/api/events?after=newest&waitSeconds=1'],
  ['GET', '/api/events?consumer=billing'],
  ['GET', '/api/deliveries'],
  ['GET', '/api/deliveries/1'],
  ['GET', '/api/sinks'],
  ['POST', '/api/sinks/ledger/pause'],
  ['GET', '/api/consumers'],
  ['DELETE', '/api/consumers/billing'],
  ['GET', '/api/drift'],
  ['POST', '/api/drift/1/accept'],
  ['GET', '/api/results'],
  ['GET', '/api/sources/box'],
  ['POST', '/api/session', { token: operatorToken }],
  ['GET', '/api/audit'],
];

for (const [method, path, body] of asking)
  test(`while the store is away ${method} ${path} is a 503 that says so, and one warning`, async (t) => {
    const { url, log } = await opened(t, { kept: { kept: away, listKept: away, keep: away } });
    const init = { method, headers: { authorization: `Bearer ${operatorToken}`, ...(body ? json : {}) } };
    assertAway(await ask(url, path, body ? { ...init, body: JSON.stringify(body) } : init), path);
    const [line, ...more] = log.of('operator.store_unavailable');
    assert.deepEqual([line?.level, line?.fields.reason, more.length], ['warn', sentence, 0]);
    assert.equal(line?.fields.path, path.replace(/\?.*/, ''));
    assert.deepEqual(log.of('operator.crashed'), []);
  });

test('while no thread delivers, what only it can answer is a 503, and the audit log says so of a change', async (t) => {
  const kept = openKeptInMemory();
  const restarted = 'Delivering has ended unexpectedly and is started again; ask again in a moment.';
  const testSink = () => Promise.reject(new StoreUnavailable(restarted, { fatal: false }));
  const { url, log } = await opened(t, { kept, testSink });
  const answer = await ask(url, '/api/sinks/ledger/test', { method: 'POST' });
  assertProblem(answer, 503, 'unavailable');
  assert.ok(Number(answer.headers.get('retry-after')) > 0);
  assert.ok(answer.body.detail.startsWith(`${restarted} `), answer.text);
  assert.deepEqual(log.of('operator.crashed'), []);
  const audit = openAudit({ store: kept, clock: systemClock, log: recordingLog() });
  const { items } = await audit.list({ limit: 10 });
  assert.deepEqual(
    items.map(({ action, status }) => [action, status]),
    [['testSink', 503]],
  );
});

test('a change that met a bug of ours is in the audit log with 500', async (t) => {
  const kept = openKeptInMemory();
  const listener = await openOperatorListener(storeWith({}), {
    kept,
    testSink: () => Promise.reject(new TypeError('nothing has no length')),
  });
  t.after(() => listener.stop(0));
  const answer = await fetch(`${listener.url}/api/sinks/ledger/test`, { method: 'POST' });
  assert.equal(answer.status, 500);
  await answer.text();
  const { items } = await openAudit({ store: kept, clock: systemClock, log: recordingLog() }).list({ limit: 10 });
  assert.deepEqual(
    items.map(({ action, status }) => [action, status]),
    [['testSink', 500]],
  );
});

test('the command line says it in a sentence and ends with 4, as where no gateway answers', async (t) => {
  const { url } = await opened(t);
  for (const args of [
    ['messages', 'list'],
    ['sinks', 'pause', 'ledger'],
    ['dead-letters', 'redeliver', '1'],
    ['drift', 'propose', '1'],
  ]) {
    const { code, stderr } = await pushdock([...args, '--url', url]);
    assert.match(
      stderr,
      /^pushdock: The gateway cannot do this at the moment\. The store at db:5432 could not be used/,
      args.join(' '),
    );
    assert.equal(code, 4, args.join(' '));
  }
});
