/** What of the mocks' messages the conformance suite (`../conformance`) does not look at: Paazl's two formats, AppDirect's types, the seed. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openContract } from '../../../src/contracts/contract.ts';
import { readEvent } from '../../../src/providers/appdirect/event.ts';
import { judging } from '../conformance/judging.ts';
import { type Held, type HeldOptions, openHeldMocks } from './mocks.ts';

const appdirectApi = openContract('appdirect-api');
after(() => appdirectApi.close());

/** Every event in every variant, and some more of each with what the seed makes of it. */
function emitAll({ engine }: Held, provider: string): void {
  for (const { event, variants } of engine.mocks.get(provider)?.events ?? []) {
    for (const variant of variants) assert.ok(engine.emit({ provider, event, variant }).ok, `${event} ${variant}`);
    assert.ok(engine.emit({ provider, event, count: 8 }).ok);
  }
}

async function sent(
  t: Parameters<typeof openHeldMocks>[0],
  provider: string,
  options: HeldOptions = {},
): Promise<Held> {
  const held = await openHeldMocks(t, [provider], options);
  emitAll(held, provider);
  await held.runOut();
  const { messages } = held.engine.log;
  assert.ok(messages.size > 8);
  for (const { deliveries, note } of messages.values())
    assert.equal(deliveries[0]?.state, 'succeeded', note ?? JSON.stringify(deliveries[0]));
  return held;
}

for (const format of ['xml', 'json'] as const)
  test(`every message of Paazl fits its contract, in ${format} and whatever the seed`, async (t) => {
    const judge = judging('paazl');
    t.after(judge.close);
    for (const seed of ['1', '2']) {
      const settings: HeldOptions['settings'] = (given) => ({ ...given, paazl: { ...given.paazl, format } });
      const { gateway } = await sent(t, 'paazl', { seed, settings });
      for (const heard of gateway.heard) await judge.push(heard);
      assert.ok(
        gateway.heard.filter(({ bytes }) => bytes.toString().startsWith(format === 'json' ? '{' : '<')).length > 8,
      );
      assert.equal(
        new Set(gateway.heard.map(({ bytes }) => bytes.toString())).size,
        gateway.heard.length,
        'two messages are the same',
      );
    }
  });

test('every event of AppDirect is a valid one of this marketplace, in both formats the same', async (t) => {
  const body = JSON.stringify({ success: 'true', accountIdentifier: 'A-1' });
  const { gateway, engine } = await sent(t, 'appdirect', {
    answer: () => ({ status: 200, contentType: 'application/json', body }),
  });
  const types = new Set<string | undefined>();
  for (const { target } of gateway.heard) {
    const eventUrl = new URL(target, gateway.url).searchParams.get('eventUrl') ?? assert.fail(target);
    const token = eventUrl.split('/').at(-1) ?? '';
    const read = async (accept: string) => {
      const answer = await fetch(eventUrl, { headers: { accept } });
      const { judgement, event } = readEvent(
        { bytes: new Uint8Array(await answer.arrayBuffer()) },
        token,
        appdirectApi,
      );
      assert.notEqual(judgement.verdict, 'violation', JSON.stringify(judgement.findings));
      return { verdict: judgement.verdict, type: event?.type, baseUrl: event?.baseUrl };
    };
    const [json, xml] = [await read('application/json'), await read('application/xml')];
    types.add(json.type);
    assert.equal(json.baseUrl, engine.mocks.get('appdirect')?.url);
    assert.deepEqual([xml.type, xml.baseUrl], [json.type, json.baseUrl]);
  }
  for (const type of [
    'SUBSCRIPTION_ORDER',
    'SUBSCRIPTION_CHANGE',
    'SUBSCRIPTION_CANCEL',
    'SUBSCRIPTION_NOTICE',
    'USER_ASSIGNMENT',
    'USER_UNASSIGNMENT',
    'USER_UPDATED',
    'ADDON_ORDER',
    'ADDON_CHANGE',
    'ADDON_CANCEL',
    'ADDON_BIND',
    'ADDON_UNBIND',
  ])
    assert.ok(types.has(type), type);
});

test('the same seed sends the same bytes at the same times; another seed does not', async (t) => {
  const run = async (seed: string) => {
    const held = await openHeldMocks(t, ['paazl', 'zettle'], {
      seed,
      answer: ({ bytes }) => ({ status: bytes.includes(55) ? 503 : 200 }),
    });
    held.engine.addRule({ provider: 'paazl', fault: { kind: 'duplicate' }, probability: 0.5 });
    held.engine.emit({ provider: 'paazl', event: 'shipment-status', count: 10, ratePerSecond: 1 });
    held.engine.emit({ provider: 'zettle', event: 'PurchaseCreated', count: 3 });
    await held.runOut(30_000);
    return [...held.engine.log.messages.values()].map(({ id, deliveries }) => ({
      id,
      sent: deliveries.map(({ attempts }) =>
        attempts.map(({ dueMs, request, status }) => [dueMs, request.body, status]),
      ),
    }));
  };
  const first = await run('seed');
  assert.ok(first.length === 13 && JSON.stringify(first).length > 1_000);
  assert.deepEqual(await run('seed'), first);
  assert.notDeepEqual(await run('other'), first);
});
