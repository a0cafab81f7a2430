import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FetchedToken, openTokenCache, readToken } from '../../src/outbound/oauth2.ts';
import { Secret } from '../../src/trust/secrets.ts';
import { manualClock } from './manual-clock.ts';

const base = 'https://marketplace.example.com';
const never = new AbortController().signal;

/** A token endpoint that answers when told to, with `token-1`, `token-2` … */
function endpoint(expiresInSeconds?: number) {
  const clock = manualClock(1_000_000);
  const waiting: ((fetched: FetchedToken) => void)[] = [];
  let asked = 0;
  let held = false;
  let failing = false;
  const next = (): FetchedToken =>
    failing
      ? { ok: false, reason: 'the endpoint answered 503' }
      : { ok: true, token: Secret.of(`token-${asked}`), ...(expiresInSeconds !== undefined && { expiresInSeconds }) };
  const cache = openTokenCache({
    clock,
    fetchToken: () => {
      asked += 1;
      return held ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(next());
    },
  });
  const tokenFor = async (at = base, signal = never) => {
    const token = await cache.tokenFor(at, signal);
    return token.ok ? token.token.reveal() : token.reason;
  };
  return {
    cache,
    clock,
    tokenFor,
    asked: () => asked,
    hold: () => {
      held = true;
    },
    answer: () => {
      held = false;
      for (const resolve of waiting.splice(0)) resolve(next());
    },
    fail: (whether: boolean) => {
      failing = whether;
    },
  };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a token is fetched once and used until four fifths of its life are over', async () => {
  const { tokenFor, clock, asked } = endpoint(1000);
  assert.equal(await tokenFor(), 'token-1');
  clock.advance(799_999);
  assert.equal(await tokenFor(), 'token-1');
  assert.equal(asked(), 1);
});

test('fifty calls at once ask for one token', async () => {
  const { tokenFor, hold, answer, asked } = endpoint(1000);
  hold();
  const calls = Array.from({ length: 50 }, () => tokenFor());
  await settled();
  answer();
  assert.deepEqual(new Set(await Promise.all(calls)), new Set(['token-1']));
  assert.equal(asked(), 1);
});

test('near its end a token is renewed once, and nobody waits for that', async () => {
  const { tokenFor, clock, hold, answer, asked } = endpoint(1000);
  await tokenFor();
  clock.advance(800_000);
  hold();
  const calls = await Promise.all(Array.from({ length: 50 }, () => tokenFor()));
  assert.deepEqual(new Set(calls), new Set(['token-1']));
  assert.equal(asked(), 2);
  answer();
  await settled();
  assert.equal(await tokenFor(), 'token-2');
  assert.equal(asked(), 2);
});

test('a renewal that fails leaves the old token in use, and is tried again ten seconds later, not at every call', async () => {
  const { tokenFor, clock, fail, asked } = endpoint(1000);
  await tokenFor();
  fail(true);
  clock.advance(800_000);
  assert.equal(await tokenFor(), 'token-1');
  await settled();
  assert.equal(await tokenFor(), 'token-1');
  assert.equal(asked(), 2);
  clock.advance(10_000);
  assert.equal(await tokenFor(), 'token-1');
  assert.equal(asked(), 3);
});

test('an expired token is not used, a failure is a value, and the next call asks again', async () => {
  const { tokenFor, clock, fail } = endpoint(1000);
  await tokenFor();
  fail(true);
  clock.advance(1_000_000);
  assert.equal(await tokenFor(), 'the endpoint answered 503');
  fail(false);
  assert.equal(await tokenFor(), 'token-3');
});

test('a token that the API refused is replaced once, however many calls it was refused in', async () => {
  const { cache, tokenFor, asked } = endpoint(1000);
  const first = await cache.tokenFor(base, never);
  assert.ok(first.ok);
  const calls = Array.from({ length: 50 }, () => {
    cache.refused(base, first.token);
    return tokenFor();
  });
  assert.deepEqual(new Set(await Promise.all(calls)), new Set(['token-2']));
  cache.refused(base, first.token);
  assert.equal(await tokenFor(), 'token-2');
  assert.equal(asked(), 2);
});

test('each API has a token of its own', async () => {
  const { tokenFor } = endpoint(1000);
  assert.equal(await tokenFor(), 'token-1');
  assert.equal(await tokenFor('https://marketplace.example.net'), 'token-2');
  assert.equal(await tokenFor(), 'token-1');
});

test('an answer without expires_in is relied on for five minutes, one with centuries for a day', async () => {
  for (const [said, reliedOnMs] of [
    [undefined, 300_000],
    [Number.MAX_SAFE_INTEGER, 86_400_000],
  ] as const) {
    const { tokenFor, clock, hold } = endpoint(said);
    await tokenFor();
    clock.advance(reliedOnMs - 1);
    hold();
    assert.equal(await tokenFor(), 'token-1');
    clock.advance(1);
    const call = tokenFor('elsewhere', AbortSignal.abort('stopped'));
    await assert.rejects(call, (reason) => reason === 'stopped');
  }
});

test('a token that has no life is used by those who waited for it, and by nobody after', async () => {
  const { tokenFor } = endpoint(0);
  assert.equal(await tokenFor(), 'token-1');
  assert.equal(await tokenFor(), 'token-2');
});

test('who gives up waiting goes alone: the others get their token', async () => {
  const { tokenFor, hold, answer, asked } = endpoint(1000);
  hold();
  const stop = new AbortController();
  const impatient = tokenFor(base, stop.signal);
  const patient = tokenFor();
  stop.abort('stopped');
  await assert.rejects(impatient, (reason) => reason === 'stopped');
  answer();
  assert.equal(await patient, 'token-1');
  assert.equal(asked(), 1);
});

test('an answer is a token only when a header can carry it', () => {
  const read = (body: unknown) => {
    const token = readToken(body);
    return token?.ok ? [token.token.reveal(), token.expiresInSeconds] : undefined;
  };
  assert.deepEqual(read({ access_token: 'a', token_type: 'Bearer', expires_in: 60 }), ['a', 60]);
  assert.deepEqual(read({ access_token: 'a', token_type: 'bearer', expires_in: '60' }), ['a', 60]);
  assert.deepEqual(read({ access_token: 'a', token_type: 'BEARER' }), ['a', undefined]);
  assert.deepEqual(read({ access_token: 'a', token_type: 'bearer', expires_in: -1 }), ['a', undefined]);
  for (const body of [
    null,
    'a',
    [],
    {},
    { access_token: '', token_type: 'bearer' },
    { access_token: 'a b', token_type: 'bearer' },
    { access_token: 'a\r\nx: y', token_type: 'bearer' },
    { access_token: 'x'.repeat(4097), token_type: 'bearer' },
    { access_token: 7, token_type: 'bearer' },
    { access_token: 'a', token_type: 'mac' },
    { access_token: 'a' },
  ])
    assert.equal(read(body), undefined, JSON.stringify(body)?.slice(0, 60));
});
