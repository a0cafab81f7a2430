import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mockClock } from '../../../src/simulate/mock-clock.ts';
import { heldClock } from '../../store/held-clock.ts';
import { passingUntil } from '../../support/until.ts';
import { openHeldMocks, startMs } from './mocks.ts';

const secondsAfter = (attempts: readonly { readonly dueMs: number }[]) =>
  attempts.map(({ dueMs }) => (dueMs - startMs) / 1000);

test('Zettle: ten attempts a minute apart, nine ten minutes apart, seventy an hour apart; FAILING, and then the subscription is deleted', async (t) => {
  const held = await openHeldMocks(t, ['zettle'], { answer: () => ({ status: 503 }) });
  const zettle = held.engine.mocks.get('zettle');
  assert.ok(held.engine.emit({ provider: 'zettle', event: 'PurchaseCreated' }).ok);
  await held.runOut(60_000);
  assert.match(JSON.stringify(zettle?.state()), /"status":"FAILING"/);
  await held.runOut();
  const { attempts, state } = held.delivery('zettle-1.1');
  const expected = [0];
  for (const [wait, times] of [
    [60, 10],
    [600, 9],
    [3600, 70],
  ] as const)
    for (let time = 0; time < times; time += 1) expected.push((expected.at(-1) ?? 0) + wait);
  assert.deepEqual(secondsAfter(attempts), expected);
  assert.equal(expected.at(-1), 258_000);
  assert.equal(held.gateway.heard.length, 90);
  assert.equal(state, 'exhausted');
  assert.deepEqual(zettle?.state().subscriptions, []);
  held.engine.emit({ provider: 'zettle', event: 'PurchaseCreated' });
  assert.equal(held.message('zettle-2').note, 'no subscription covers PurchaseCreated');
});

test('Zettle: what waits for a subscription is lost with it, and a success makes it ACTIVE again', async (t) => {
  let status = 503;
  const held = await openHeldMocks(t, ['zettle'], { answer: () => ({ status }) });
  const zettle = held.engine.mocks.get('zettle');
  held.engine.emit({ provider: 'zettle', event: 'PurchaseCreated' });
  await held.runOut(30_000);
  status = 200;
  await held.runOut(60_000);
  assert.match(JSON.stringify(zettle?.state()), /"status":"ACTIVE"/);
  assert.equal(held.delivery('zettle-1.1').attempts.length, 2);

  status = 503;
  held.engine.emit({ provider: 'zettle', event: 'PurchaseCreated' });
  await held.runOut(250_000_000);
  held.engine.emit({ provider: 'zettle', event: 'ProductCreated' });
  await held.runOut();
  assert.equal(held.delivery('zettle-2.1').state, 'exhausted');
  const lost = held.delivery('zettle-3.1');
  assert.deepEqual([lost.state, lost.note], ['lost', 'Zettle has deleted the subscription']);
});

test('Paazl: seven resends of a message, on the schedule', async (t) => {
  const held = await openHeldMocks(t, ['paazl'], { answer: () => ({ status: 500 }) });
  held.engine.emit({ provider: 'paazl', event: 'shipment-status' });
  await held.runOut();
  const { attempts, state } = held.delivery('paazl-1.1');
  assert.deepEqual(secondsAfter(attempts), [0, 1, 7.46, 49.26, 319.26, 2066.26, 13360.26, 86374.26]);
  assert.equal(state, 'exhausted');
  const bodies = new Set(held.gateway.heard.map(({ bytes }) => bytes.toString()));
  assert.equal(bodies.size, 1, 'a resend is not the same message');
});

test('Paazl disables itself at its threshold, loses what waits and what happens meanwhile, until somebody enables it', async (t) => {
  let status = 500;
  const held = await openHeldMocks(t, ['paazl'], {
    answer: () => ({ status }),
    settings: (given) => ({ ...given, paazl: { ...given.paazl, disableAfterFailures: 5 } }),
  });
  const paazl = held.engine.mocks.get('paazl');
  const emit = () => held.engine.emit({ provider: 'paazl', event: 'shipment-status' });
  emit();
  await held.runOut(500);
  held.clock.advance(500);
  emit();
  await held.runOut();
  assert.equal(held.gateway.heard.length, 5);
  assert.deepEqual(
    ['paazl-1.1', 'paazl-2.1'].map((id) => held.delivery(id).state),
    ['lost', 'lost'],
  );
  status = 200;
  emit();
  await held.runOut();
  assert.match(held.message('paazl-3').note ?? '', /disabled/);
  assert.equal(held.gateway.heard.length, 5);
  paazl?.act('enable');
  emit();
  await held.runOut();
  assert.equal(held.delivery('paazl-4.1').state, 'succeeded');
  assert.equal(held.gateway.heard.length, 6);
});

test('1ShoppingCart doubles its waits without end, and takes nothing but 200 for a success', async (t) => {
  let status = 204;
  const held = await openHeldMocks(t, ['oneshoppingcart'], { answer: () => ({ status }) });
  held.engine.emit({ provider: 'oneshoppingcart', event: 'NewOrder' });
  await held.runOut(60_000 * 2 ** 20);
  const { attempts } = held.delivery('oneshoppingcart-1.1');
  assert.deepEqual(
    secondsAfter(attempts),
    Array.from({ length: 21 }, (_, index) => 60 * (2 ** index - 1)),
  );
  status = 200;
  await held.runOut();
  assert.equal(held.delivery('oneshoppingcart-1.1').state, 'succeeded');
});

test('AppDirect tries once; an answer with success false is no success, and its reason is kept', async (t) => {
  const body = JSON.stringify({ success: 'false', errorCode: 'ACCOUNT_NOT_FOUND', message: 'no such account' });
  const held = await openHeldMocks(t, ['appdirect'], {
    answer: () => ({ status: 200, contentType: 'application/json', body }),
  });
  held.engine.emit({ provider: 'appdirect', event: 'subscription-cancel' });
  await held.runOut();
  const { attempts, state } = held.delivery('appdirect-1.1');
  assert.deepEqual([attempts.length, state, attempts[0]?.note], [1, 'refused', 'ACCOUNT_NOT_FOUND: no such account']);
});

test('an hour of retries runs in a second of real time at scale 3600, each at its time', async (t) => {
  const real = heldClock();
  const arrivals: number[] = [];
  const clock = mockClock({ scale: 3600, startMs, real });
  const held = await openHeldMocks(t, ['zettle'], {
    clock,
    answer: () => {
      arrivals.push(real.monotonic());
      return { status: 503 };
    },
  });
  held.engine.emit({ provider: 'zettle', event: 'PurchaseCreated' });
  // A millisecond a turn of the loop, in which tries are also sent and answered.
  await passingUntil(real, () => arrivals.length >= 16, { stepMs: 1, everyMs: 1 });
  const documented = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 50, 60].map((minutes) => (minutes * 60_000) / 3600);
  for (const [index, expectedMs] of documented.entries()) {
    const seenMs = arrivals[index] ?? 0;
    assert.ok(seenMs >= expectedMs - 1, `attempt ${index + 1} came after ${seenMs} ms, too early for ${expectedMs}`);
    assert.ok(
      seenMs <= expectedMs * 1.05 + 250,
      `attempt ${index + 1} came after ${seenMs} ms, too late for ${expectedMs}`,
    );
  }
});
