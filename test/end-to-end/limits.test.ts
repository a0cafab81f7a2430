/** Strangers are limited by address, and a proven caller is not, on the wire of a whole gateway. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heldClock } from '../store/held-clock.ts';
import { openToyGateway } from '../support/toy-gateway.ts';

// A bucket holds ten seconds' worth: ten requests.
const policy = {
  offContract: 'deliver',
  limits: { bodyBytes: 1000, unauthenticatedPerMinute: 60 },
  retention: {},
} as const;
const body = (id: string) => JSON.stringify({ id });

test('a caller without proof is answered 401 or 404, then 429 with Retry-After; a proven push from the same address is never limited', async (t) => {
  // No token comes back while it asks, however long that takes.
  const clock = heldClock();
  const gateway = await openToyGateway(t, { policy }, { clock });
  const asked = [];
  for (let n = 0; n < 15; n += 1) {
    const wrong = await gateway.push(body('x'), { token: 'test-only-wrong-token-0001' });
    const unknown = await fetch(`${gateway.publicUrl}/push/toy/bax`, { method: 'POST', body: '{}' });
    const nowhere = await fetch(`${gateway.publicUrl}/nowhere`);
    asked.push(wrong.status, unknown.status, nowhere.status);
    assert.equal((await gateway.push(body(`good-${n}`))).status, 200);
  }
  assert.deepEqual(asked.slice(0, 9), [401, 404, 404, 401, 404, 404, 401, 404, 404]);
  assert.deepEqual(new Set(asked.slice(10)), new Set([429]), asked.join(' '));

  const limited = await fetch(`${gateway.publicUrl}/nowhere`);
  assert.equal(limited.status, 429);
  assert.equal(limited.headers.get('retry-after'), '5');
  assert.equal(limited.headers.get('content-type'), 'application/problem+json');
  const refused = asked.filter((status) => status === 401).length;
  assert.equal(gateway.log.of('message.refused').length, refused, 'a limited request is not a line in the log');
  clock.advance(1_000);
  assert.equal((await fetch(`${gateway.publicUrl}/nowhere`)).status, 404);
});

test('the operator sees what was refused and which source was meant; a query and a token are nowhere in it', async (t) => {
  const gateway = await openToyGateway(t, { policy });
  await gateway.push(body('x'), { token: 'test-only-wrong-token-0001' });
  await fetch(`${gateway.publicUrl}/push/toy/bx?key=test-only-query-secret`, { method: 'POST', body: '{}' });
  const listed = await gateway.operator.listRefused({});
  assert.ok(listed.status === 200);
  const { items } = listed.body;
  assert.deepEqual(
    items.map(({ path, code, source, nearest, count }) => ({ path, code, source, nearest, count })),
    [
      { path: '/push/toy/bx', code: 'unknown_source', source: undefined, nearest: '/push/toy/box', count: 1 },
      { path: '/push/toy/box', code: 'proof_wrong', source: 'box', nearest: undefined, count: 1 },
    ],
  );
  assert.doesNotMatch(JSON.stringify(items), /secret|wrong-token/);
});

test('only in development is the caller of an unknown path told the nearest source', async (t) => {
  for (const development of [true, false]) {
    const gateway = await openToyGateway(t, { policy, development });
    for (const path of ['/push/toy/bx', '/psh/toy/box']) {
      const answer = await fetch(`${gateway.publicUrl}${path}`, { method: 'POST', body: '{}' });
      assert.equal(answer.status, 404);
      const { detail } = (await answer.json()) as { detail: string };
      assert.equal(detail.includes('/push/toy/box'), development, detail);
    }
  }
});
