import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import type { Fault } from '../../../generated/mock/models.ts';
import { verify } from '../../../src/providers/zettle/verify.ts';
import { recorded, toLines } from '../../../src/simulate/recording.ts';
import { checkOauth1 } from '../../../src/trust/schemes/oauth1.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { until } from '../../support/until.ts';
import { requestWith } from '../../trust/schemes/request.ts';
import { type Held, openHeldMocks, startMs } from './mocks.ts';

const key = 'zLzClQLQN8yfH8aEjONeXzgJRAHR0zpD7RonFCpizujCUCectBlln0vFArTbLPYa';
const oauth1 = { consumerKey: 'development-consumer', secret: Secret.of('development-oauth-secret') };

/** What the gateway heard of one message with this fault. */
async function heardWith(held: Held, provider: string, event: string, fault: Fault) {
  const before = held.gateway.heard.length;
  const queued = held.engine.emit({ provider, event, faults: [fault] });
  assert.ok(queued.ok, JSON.stringify(queued));
  await held.runOut(0);
  return { heard: held.gateway.heard.slice(before), id: queued.messages[0] ?? '' };
}

test('a duplicate comes twice, a dropped one never, a delayed one when it is said', async (t) => {
  const held = await openHeldMocks(t, ['paazl']);
  const twice = await heardWith(held, 'paazl', 'shipment-status', { kind: 'duplicate' });
  assert.equal(twice.heard.length, 2);
  assert.deepEqual(twice.heard[0]?.bytes, twice.heard[1]?.bytes);
  assert.equal((await heardWith(held, 'paazl', 'shipment-status', { kind: 'drop' })).heard.length, 0);
  assert.equal((await heardWith(held, 'paazl', 'shipment-status', { kind: 'delay', amount: 90 })).heard.length, 0);
  await held.runOut(89_000);
  assert.equal(held.gateway.heard.length, 2);
  await held.runOut();
  assert.equal(held.gateway.heard.length, 3);
});

test('a duplicate comes as often as its amount says, and an amount that is no number of copies is refused', async (t) => {
  const held = await openHeldMocks(t, ['paazl']);
  const thrice = await heardWith(held, 'paazl', 'shipment-status', { kind: 'duplicate', amount: 3 });
  assert.equal(new Set(thrice.heard.map(({ bytes }) => bytes.toString())).size, 1);
  assert.equal(thrice.heard.length, 3);
  for (const amount of [0, 1, 2.5, -2, 101]) {
    const queued = held.engine.emit({
      ...{ provider: 'paazl', event: 'shipment-status', faults: [{ kind: 'duplicate', amount }] },
    });
    assert.match(queued.ok ? 'it was taken' : queued.detail, /write a whole number from 2 to 100/);
  }
});

test('a reordered message goes out after the next one, or after a minute where there is none', async (t) => {
  const held = await openHeldMocks(t, ['oneshoppingcart']);
  const token = (id: string) => String(held.message(id).composed.content.token);
  const order = () => held.gateway.heard.map(({ bytes }) => /<Token>(.*)<\/Token>/.exec(bytes.toString())?.[1]);
  const emit = (faults: Fault[]) => held.engine.emit({ provider: 'oneshoppingcart', event: 'NewOrder', faults });
  emit([{ kind: 'reorder' }]);
  emit([]);
  await held.runOut(0);
  assert.deepEqual(order(), [token('oneshoppingcart-2'), token('oneshoppingcart-1')]);
  emit([{ kind: 'reorder' }]);
  await held.runOut(59_000);
  assert.equal(held.gateway.heard.length, 2);
  await held.runOut();
  assert.equal(held.gateway.heard.length, 3);
});

test('a fault of signing is refused by who checks, and the attempt after it is sound', async (t) => {
  for (const kind of ['wrong-signature', 'missing-signature', 'old-token', 'tampered'] as const) {
    const held = await openHeldMocks(t, ['zettle'], {
      answer: ({ headers, bytes }) => ({
        status: verify(requestWith({ headers, bytes }), [Secret.of(key)]).ok ? 200 : 401,
      }),
    });
    const { id } = await heardWith(held, 'zettle', 'PersonalAssertionDeleted', { kind });
    await held.runOut();
    const { attempts, state } = held.delivery(`${id}.1`);
    assert.deepEqual([kind, attempts.map(({ status }) => status), state], [kind, [401, 200], 'succeeded']);
  }
});

test('OAuth 1.0a: a nonce used before, a wrong clock and an exchanged event URL are what they say', async (t) => {
  const held = await openHeldMocks(t, ['appdirect'], {
    settings: (given) => ({ ...given, appdirect: { ...given.appdirect, auth: { oauth1 } } }),
  });
  const check = ({ target, headers }: Held['gateway']['heard'][number]) => {
    const [path = '', query = ''] = target.split('?');
    const request = requestWith({ method: 'GET', path, query, headers, publicUrl: `${held.gateway.url}${path}` });
    return checkOauth1(request, oauth1, held.clock.now());
  };
  const nonceOf = (headers: Readonly<Record<string, string>>) =>
    /oauth_nonce="([^"]*)"/.exec(headers.authorization ?? '')?.[1];
  const of = async (fault?: Fault) => {
    if (fault !== undefined)
      return (await heardWith(held, 'appdirect', 'ping', fault)).heard[0] ?? assert.fail('nothing came');
    held.engine.emit({ provider: 'appdirect', event: 'ping' });
    await held.runOut(0);
    return held.gateway.heard.at(-1) ?? assert.fail('nothing came');
  };
  const sound = await of();
  assert.ok(check(sound).ok);
  assert.ok(check(await of()).ok);
  const stale = await of({ kind: 'stale-nonce' });
  assert.ok(check(stale).ok, 'only the nonce is to be wrong');
  assert.equal(nonceOf(stale.headers), nonceOf(sound.headers));
  for (const fault of [
    { kind: 'clock-skew', amount: -400 },
    { kind: 'tampered' },
    { kind: 'wrong-signature' },
    { kind: 'missing-signature' },
  ] as const)
    assert.equal(check(await of(fault)).ok, false, fault.kind);
});

test('a document is broken off, grows, changes its type or its encoding', async (t) => {
  const held = await openHeldMocks(t, ['paazl']);
  const one = async (fault: Fault) =>
    (await heardWith(held, 'paazl', 'shipment-status', fault)).heard[0] ?? assert.fail(fault.kind);
  assert.doesNotMatch((await one({ kind: 'malformed-body' })).bytes.toString(), /labelStatusNotification>\s*$/);
  const large = await one({ kind: 'oversize', amount: 2_000_000 });
  assert.equal(large.bytes.byteLength, 2_000_000);
  assert.match(large.bytes.toString().trim(), /labelStatusNotification>$/);
  assert.equal((await one({ kind: 'wrong-content-type' })).headers['content-type'], 'image/png');
  assert.equal((await one({ kind: 'wrong-encoding' })).bytes.toString('utf16le').slice(0, 5), '<?xml');
});

test('a slow body arrives whole; a cut connection never delivers, and the next attempt does', async (t) => {
  const held = await openHeldMocks(t, ['paazl']);
  const slow = await heardWith(held, 'paazl', 'shipment-status', { kind: 'slow-body', amount: 1 });
  assert.match(slow.heard[0]?.bytes.toString() ?? '', /labelStatusNotification>\s*$/);
  const cut = await heardWith(held, 'paazl', 'shipment-status', { kind: 'cut-connection' });
  await held.runOut();
  const { attempts, state } = held.delivery(`${cut.id}.1`);
  assert.deepEqual([attempts.map(({ outcome }) => outcome), state], [['cut', 'answered'], 'succeeded']);
  assert.equal(held.gateway.broken(), 1);
});

test("AppDirect's event comes slowly but whole, or breaks off in the middle, for whoever fetches it", async (t) => {
  let fetched: Promise<string> | undefined;
  const held = await openHeldMocks(t, ['appdirect'], {
    answer: async ({ target }) => {
      const eventUrl = new URL(target, 'http://gateway').searchParams.get('eventUrl') ?? assert.fail(target);
      fetched = fetch(eventUrl).then((answer) => answer.text());
      await fetched.catch(() => undefined);
      return { status: 200 };
    },
  });
  const { id } = await heardWith(held, 'appdirect', 'subscription-cancel', { kind: 'slow-body', amount: 1 });
  assert.match((await fetched) ?? '', /^<\?xml.*<\/event>\s*$/s);
  // Portions of 64 bytes with a pause after each: it took at least as many milliseconds as there were portions.
  const portions = Math.ceil(((await fetched) ?? '').length / 64);
  assert.ok((held.delivery(`${id}.1`).attempts[0]?.tookMs ?? 0) >= portions, `${portions} portions`);
  await heardWith(held, 'appdirect', 'subscription-cancel', { kind: 'cut-connection' });
  await assert.rejects(fetched ?? Promise.resolve(), /terminated|aborted|other side closed/);
  await heardWith(held, 'appdirect', 'subscription-cancel', { kind: 'malformed-body' });
  assert.doesNotMatch((await fetched) ?? '', /<\/event>/, 'a broken document after a cut one');
});

test('a sender that hangs up gets no answer to what it sent; Paazl sends it again, AppDirect does not', async (t) => {
  const held = await openHeldMocks(t, ['paazl', 'appdirect']);
  const paazl = await heardWith(held, 'paazl', 'shipment-status', { kind: 'hang-up' });
  const appdirect = await heardWith(held, 'appdirect', 'subscription-cancel', { kind: 'hang-up' });
  await held.runOut();
  const outcomes = (id: string) => held.delivery(`${id}.1`).attempts.map(({ outcome }) => outcome);
  assert.deepEqual(outcomes(paazl.id), ['cut', 'answered']);
  assert.deepEqual(outcomes(appdirect.id), ['cut']);
  await until(() => held.gateway.heard.length >= 3);
  const [first, second] = held.gateway.heard.filter(({ method }) => method === 'POST');
  assert.ok(first !== undefined && second !== undefined && first.bytes.equals(second.bytes));
  assert.equal(held.gateway.heard.filter(({ target }) => target.includes('eventUrl=')).length, 1);
});

test('a fault stays for as many attempts as it says', async (t) => {
  const held = await openHeldMocks(t, ['paazl'], {
    answer: ({ headers }) => ({ status: headers.authorization === 'Bearer development-paazl-token' ? 200 : 401 }),
  });
  const { id } = await heardWith(held, 'paazl', 'shipment-status', { kind: 'old-token', attempts: 3 });
  await held.runOut();
  assert.deepEqual(
    held.delivery(`${id}.1`).attempts.map(({ status }) => status),
    [401, 401, 401, 200],
  );
});

test('an API fails as often as its rule says: 500, garbage, silence', async (t) => {
  const held = await openHeldMocks(t, ['oneshoppingcart']);
  const url = held.engine.mocks.get('oneshoppingcart')?.url ?? '';
  const get = async () => {
    const answer = await fetch(`${url}/API/118303/Notifications/TEST?key=wrong`);
    return { status: answer.status, text: await answer.text() };
  };
  held.engine.addRule({ provider: 'oneshoppingcart', fault: { kind: 'api-500' }, times: 2 });
  held.engine.addRule({ provider: 'oneshoppingcart', fault: { kind: 'api-garbage' } });
  assert.deepEqual([(await get()).status, (await get()).status], [500, 500]);
  assert.match((await get()).text, /It works/);
  assert.match((await get()).text, /success="false"/);

  held.engine.addRule({ provider: 'oneshoppingcart', fault: { kind: 'api-timeout' } });
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  t.after(() => socket.destroy());
  let heard = '';
  socket.on('data', (chunk: Buffer) => {
    heard += chunk.toString();
  });
  socket.write('GET /API/118303/Notifications/TEST?key=wrong HTTP/1.1\r\nhost: mock\r\n\r\n');
  // A call that comes later is answered: the silent one has been taken by then.
  await until(() => held.engine.rules.all().length === 0);
  assert.equal((await get()).status, 200);
  assert.equal(heard, '');
});

test('a rule strikes with its probability, at one event only, and ends', async (t) => {
  const held = await openHeldMocks(t, ['zettle']);
  held.engine.addRule({
    provider: 'zettle',
    event: 'PurchaseCreated',
    fault: { kind: 'drop' },
    probability: 0.5,
    times: 10,
  });
  held.engine.emit({ provider: 'zettle', event: 'PurchaseCreated', count: 15 });
  held.engine.emit({ provider: 'zettle', event: 'ProductCreated', count: 5 });
  await held.runOut();
  const dropped = [...held.engine.log.messages.values()].filter(({ deliveries }) => deliveries.length === 0);
  assert.ok(dropped.length > 2 && dropped.length <= 10, `${dropped.length} of 15 were dropped`);
  assert.ok(dropped.every(({ event }) => event === 'PurchaseCreated'));
});

test('an unknown event, variant, fault or mock is refused with those that exist', async (t) => {
  const held = await openHeldMocks(t, ['paazl', 'zettle']);
  const said = (emission: Parameters<Held['engine']['emit']>[0]) => {
    const queued = held.engine.emit(emission);
    return queued.ok ? 'queued' : queued.detail;
  };
  assert.match(said({ provider: 'paazl', event: 'teapot' }), /^paazl has no event teapot; it has shipment-status\.$/);
  assert.match(said({ provider: 'paazl', event: 'shipment-status', variant: 'x' }), /it has .*created/);
  assert.match(
    said({ provider: 'paazl', event: 'shipment-status', faults: [{ kind: 'stale-nonce' }] }),
    /paazl cannot have the fault stale-nonce/,
  );
  assert.match(
    said({ provider: 'zettle', event: 'PurchaseCreated', faults: [{ kind: 'api-500' }] }),
    /add it as a fault rule/,
  );
  assert.match(said({ provider: 'toy', event: 'x' }), /there are paazl, zettle/);
  assert.equal(held.engine.log.messages.size, 0);
});

test('a clock that is off shows in what the message says', async (t) => {
  const held = await openHeldMocks(t, ['zettle']);
  const { heard } = await heardWith(held, 'zettle', 'PurchaseCreated', { kind: 'clock-skew', amount: 7200 });
  const { timestamp } = JSON.parse(heard[0]?.bytes.toString() ?? '{}');
  assert.equal(Math.floor(Date.parse(timestamp) / 1000), startMs / 1000 + 7200);
});

test('a reset ends what waits and forgets what was', async (t) => {
  const held = await openHeldMocks(t, ['paazl'], { answer: () => ({ status: 500 }) });
  held.engine.emit({ provider: 'paazl', event: 'shipment-status' });
  await held.runOut(0);
  held.engine.reset();
  await held.runOut();
  assert.equal(held.gateway.heard.length, 1);
  assert.equal(held.engine.log.messages.size, 0);
  assert.equal(held.engine.mocks.get('paazl')?.state().failures, 0);
});

test('a recording can be played back: the same bytes, signed again, and no credential in the file', async (t) => {
  const held = await openHeldMocks(t, ['paazl', 'zettle']);
  held.engine.emit({ provider: 'paazl', event: 'shipment-status' });
  held.engine.emit({ provider: 'zettle', event: 'PurchaseCreated' });
  await held.runOut();
  const lines = toLines(recorded(held.engine.log.messages.values()));
  assert.equal(lines.trim().split('\n').length, 2);
  for (const secret of [key, 'development-paazl-token']) assert.ok(!lines.includes(secret));
  const signature =
    held.gateway.heard.find(({ target }) => target.includes('zettle'))?.headers['x-izettle-signature'] ?? '';
  assert.ok(signature.length === 64 && !lines.includes(signature));
  const before = held.gateway.heard.map(({ bytes }) => bytes.toString()).sort();
  held.engine.reset();
  assert.ok(
    held.engine.replay(
      lines
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).ok,
  );
  await held.runOut();
  const again = held.gateway.heard.slice(2);
  assert.deepEqual(again.map(({ bytes }) => bytes.toString()).sort(), before);
  const push = again.find(({ target }) => target.includes('zettle')) ?? assert.fail('nothing of Zettle');
  assert.ok(verify(requestWith({ headers: push.headers, bytes: push.bytes }), [Secret.of(key)]).ok);
});
