/** What the mocks send, held against the contracts, and its proof against what the gateway demands. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openContract } from '../../../src/contracts/contract.ts';
import type { Judgement } from '../../../src/contracts/judge.ts';
import { parseJson, readJson } from '../../../src/formats/json.ts';
import { readEvent } from '../../../src/providers/appdirect/event.ts';
import { verify as verifyZettle } from '../../../src/providers/zettle/verify.ts';
import { Secret } from '../../../src/secrets.ts';
import { developmentSettings } from '../../../src/simulate/settings.ts';
import { requestWith } from '../../schemes/request.ts';
import { type Held, type HeldOptions, openHeldMocks } from './mocks.ts';

const contracts = {
  paazl: openContract('paazl-push'),
  oneshoppingcart: openContract('oneshoppingcart-push'),
  order: openContract('oneshoppingcart-api'),
  zettle: openContract('zettle-push'),
  appdirect: openContract('appdirect-api'),
};
after(() => {
  for (const contract of Object.values(contracts)) contract.close();
});

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

const matches = ({ verdict, findings }: Judgement, what: string) =>
  assert.deepEqual([verdict, findings], ['match', []], what);

for (const format of ['xml', 'json'] as const)
  test(`every message of Paazl fits its contract, in ${format} and whatever the seed`, async (t) => {
    for (const seed of ['1', '2']) {
      const settings: HeldOptions['settings'] = (given) => ({ ...given, paazl: { ...given.paazl, format } });
      const { gateway } = await sent(t, 'paazl', { seed, settings });
      for (const { bytes } of gateway.heard) {
        const text = bytes.toString();
        const read = readJson(bytes);
        const judged =
          text.startsWith('{') && read.ok
            ? contracts.paazl.judgeJson('LabelStatusNotification')(read.value)
            : contracts.paazl.judgeXml('LabelStatusNotification')(bytes);
        matches(judged, text);
      }
      assert.ok(
        gateway.heard.filter(({ bytes }) => bytes.toString().startsWith(format === 'json' ? '{' : '<')).length > 8,
      );
      assert.equal(
        new Set(gateway.heard.map(({ bytes }) => bytes.toString())).size,
        gateway.heard.length,
        'two messages are the same',
      );
      for (const { headers } of gateway.heard) assert.equal(headers.authorization, 'Bearer development-paazl-token');
    }
  });

test('every notification of 1ShoppingCart fits its contract, and so does the order behind it', async (t) => {
  const { gateway, engine } = await sent(t, 'oneshoppingcart');
  const mock = engine.mocks.get('oneshoppingcart');
  const tokens: string[] = [];
  for (const { bytes } of gateway.heard) {
    matches(contracts.oneshoppingcart.judgeXml('Test', 'NewOrder')(bytes), bytes.toString());
    const token = /<Token>(.*)<\/Token>/.exec(bytes.toString())?.[1];
    if (token !== undefined) tokens.push(token);
  }
  assert.equal(new Set(tokens).size, tokens.length);
  const read = (token: string, key = 'development-merchant-key') =>
    fetch(`${mock?.url}/API/118303/Orders/${token}/READ`, {
      method: 'POST',
      body: `<Request><Key>${key}</Key></Request>`,
    });
  for (const token of tokens) {
    const bytes = new Uint8Array(await (await read(token)).arrayBuffer());
    matches(contracts.order.judgeXml('OrderResponse')(bytes), Buffer.from(bytes).toString());
  }
  assert.ok(tokens.length > 8);
  assert.match(await (await read('nobody-knows')).text(), /success="false"/);
  assert.match(await (await read(tokens[0] ?? '', 'wrong')).text(), /success="false"/);
});

test('a test notification that the API is asked for comes as a push of its own', async (t) => {
  const held = await openHeldMocks(t, ['oneshoppingcart']);
  const url = `${held.engine.mocks.get('oneshoppingcart')?.url}/API/118303/Notifications/TEST?key=`;
  assert.match(await (await fetch(`${url}wrong`)).text(), /success="false"/);
  assert.match(await (await fetch(`${url}development-merchant-key`)).text(), /success="true"/);
  await held.runOut();
  assert.equal(held.gateway.heard.length, 1);
  assert.match(
    held.gateway.heard[0]?.bytes.toString() ?? '',
    /^<Test>Test notification queued at 2026-01-15 12:00:00<\/Test>$/,
  );
});

test('every push of Zettle is signed and fits its contract, payload and envelope', async (t) => {
  for (const seed of ['1', '2']) {
    const { gateway } = await sent(t, 'zettle', { seed });
    for (const { headers, bytes } of gateway.heard) {
      const key = developmentSettings.zettle.signingKey;
      assert.ok(verifyZettle(requestWith({ headers, bytes }), [Secret.of(key.reveal())]).ok);
      const read = readJson(bytes);
      assert.ok(read.ok);
      matches(contracts.zettle.judgeJson('PushEnvelope')(read.value), bytes.toString());
      const { eventName, payload } = JSON.parse(bytes.toString());
      const inner = parseJson(payload);
      assert.ok(inner.ok);
      const schema = contracts.zettle.payloadSchema(eventName)?.schema ?? assert.fail(eventName);
      matches(contracts.zettle.judgeJson(schema)(inner.value), payload);
    }
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
      const { judgement, event } = readEvent(new Uint8Array(await answer.arrayBuffer()), token, contracts.appdirect);
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
