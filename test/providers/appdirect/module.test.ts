/** Handlers of the user's that decide: `responder: { mode: module }`. */

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { ConfigurationError } from '../../../src/config.ts';
import { silentLog } from '../../../src/log.ts';
import { openOutbound } from '../../../src/outbound/client.ts';
import { openAppDirect } from '../../../src/providers/appdirect/open.ts';
import { reloadSources } from '../../../src/providers/reload-sources.ts';
import { liveSources, openSources } from '../../../src/providers/sources.ts';
import { systemClock } from '../../../src/running/clock.ts';
import { moduleAt } from '../../support/programs.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { toyConfiguration } from '../../support/toy-gateway.ts';
import { inbound, messagesOf, openMarket, outboundOauth, publicUrl } from './market.ts';

const index = moduleAt(new URL('../../../src/index.ts', import.meta.url)).href;

/** `note(value)` in the module, which runs in a thread of its own, adds to `notes()`; `told()` in it waits for `tell()`. */
async function openModule(t: TestContext, source: string, options: Parameters<typeof openMarket>[1] = {}) {
  const folder = temporaryFolder(t);
  const [path, noted, gate] = [join(folder, 'handlers.mjs'), join(folder, 'notes'), join(folder, 'gate')];
  writeFileSync(noted, '');
  writeFileSync(
    path,
    `import { appendFileSync, existsSync } from 'node:fs';
     import { answer } from ${JSON.stringify(index)};
     const note = (value) => appendFileSync(${JSON.stringify(noted)}, JSON.stringify(value) + '\\n');
     const told = async () => { while (!existsSync(${JSON.stringify(gate)})) await new Promise((resolve) => setTimeout(resolve, 5)); };
     ${source}`,
  );
  const market = await openMarket(t, {
    responder: () => ({ mode: 'module', path, timeoutMs: 1_000, lateAnswerMs: 30_000 }),
    ...options,
  });
  t.after(() => market.source.capabilities?.module?.retire());
  const lines = () => readFileSync(noted, 'utf8').split('\n').slice(0, -1);
  const notes = () => lines().map((line): unknown => JSON.parse(line));
  return { ...market, notes, tell: () => writeFileSync(gate, '') };
}

const codeOf = ({ body }: { body?: unknown }) => (body as { errorCode?: string }).errorCode;

for (const file of ['subscription-order.typical.json', 'subscription-order.typical.xml'])
  test(`the handler of a type decides, and is given the event without a result (${file})`, async (t) => {
    const market = await openModule(
      t,
      `export const ordered = answer('com.appdirect.subscription.order', async (event, context) => {
         note([event.data.payload.order.editionCode, event.data.result ?? 'none', context.source, context.signal.aborted]);
         event.data.payload = 'CHANGED';
         return { success: true, accountIdentifier: 'ACC-' + event.data.eventToken };
       });
       export const others = answer('com.appdirect.*', () => ({ success: false, errorCode: 'FORBIDDEN' }));`,
      { file },
    );
    const answer = await market.notify('order-1');
    assert.deepEqual([answer.status, answer.body], [200, { success: 'true', accountIdentifier: 'ACC-order-1' }]);
    assert.deepEqual(market.notes(), [['PRO', 'none', 'market', false]]);
  });

test('a type without a handler of its own goes to the pattern that fits, and without any is not supported', async (t) => {
  const market = await openModule(
    t,
    `export default [{ type: 'com.appdirect.user.*', answer: () => ({ success: false, errorCode: 'USER_NOT_FOUND' }) }];`,
    { file: 'user-assignment.typical.json' },
  );
  assert.equal(codeOf(await market.notify('user-1')), 'USER_NOT_FOUND');
  const other = await openModule(
    t,
    `export const cancelled = answer('com.appdirect.subscription.cancel', () => ({ success: true }));`,
  );
  assert.equal(codeOf(await other.notify('order-1')), 'CONFIGURATION_ERROR');
});

for (const [how, body, why] of [
  [
    'throws',
    `() => { throw new TypeError('no stock'); }`,
    /threw TypeError: no stock; if AppDirect sends it again, it is processed again/,
  ],
  [
    'rejects',
    `async () => { throw new Error('no stock'); }`,
    /threw Error: no stock; if AppDirect sends it again, it is processed again/,
  ],
  ['returns nothing', `() => {}`, /returned no result; if AppDirect sends it again, it is processed again/],
  [
    'returns a promise that is no result',
    `async () => ({ ok: true })`,
    /returned no result; if AppDirect sends it again, it is processed again/,
  ],
  [
    'accepts an order without an account',
    `() => ({ success: true })`,
    /needs an accountIdentifier; if AppDirect sends it again, it is processed again/,
  ],
] as const)
  test(`a handler that ${how} is UNKNOWN_ERROR, and a resend asks it again`, async (t) => {
    const market = await openModule(
      t,
      `const decide = ${body};
       export const ordered = answer('com.appdirect.subscription.order', (event) => { note('called'); return decide(event); });`,
    );
    const answer = await market.notify('order-1');
    assert.deepEqual([answer.status, codeOf(answer)], [200, 'UNKNOWN_ERROR']);
    await market.until(async () => (await messagesOf(market))[0]?.state === 'failed');
    assert.match((await messagesOf(market))[0]?.reason ?? '', why);
    await market.notify('order-1');
    assert.equal(market.notes().length, 2);
  });

test('a handler that misses its budget makes it a 202, and what it returns later is posted', async (t) => {
  const market = await openModule(
    t,
    `export const ordered = answer('com.appdirect.subscription.order', async () => { note('asked'); await told(); return { success: true, accountIdentifier: 'ACC-4' }; });`,
  );
  const answering = market.notify('order-1');
  await market.until(() => market.notes().length === 1);
  market.clock.advance(1_000);
  assert.equal((await answering).status, 202);
  market.tell();
  await market.until(() => market.posted().length === 1);
  assert.equal(JSON.parse(String(market.posted()[0]?.bytes)).accountIdentifier, 'ACC-4');
});

for (const [how, body, why] of [
  [
    'forgets to await a promise',
    `async () => { (async () => { throw new Error('forgotten'); })(); return { success: true, accountIdentifier: 'A' }; }`,
    /the module ended: Error: forgotten/,
  ],
  [
    'throws in a timer',
    `() => new Promise(() => setTimeout(() => { throw new Error('in a timer'); }, 5))`,
    /the module ended: Error: in a timer/,
  ],
  ['ends its process', `() => process.exit(0)`, /the module ended: Error: process\.exit\(0\) was called/],
  ['returns what is no JSON', `() => ({ success: 1n })`, /threw TypeError: Do not know how to serialize a BigInt/],
] as const)
  test(`a handler that ${how} is UNKNOWN_ERROR, and the gateway goes on`, async (t) => {
    const market = await openModule(
      t,
      `const decide = ${body}; export const ordered = answer('com.appdirect.subscription.order', decide);`,
    );
    const answer = await market.notify('order-1');
    assert.deepEqual([answer.status, codeOf(answer)], [200, 'UNKNOWN_ERROR']);
    await market.until(async () => (await messagesOf(market))[0]?.state === 'failed');
    assert.match((await messagesOf(market))[0]?.reason ?? '', why);
  });

test('a module that cannot decide is refused when the source is opened, with the place in the configuration', async (t) => {
  for (const [source, expected] of [
    ['export const nothing = 42;', /^sources\.market\.responder\.path: the module .* exports no handler/],
    [
      `export const one = answer('com.appdirect.*', () => ({ success: true })); export const two = answer('com.appdirect.*', () => ({ success: true }));`,
      /exports two handlers for com\.appdirect\.\*/,
    ],
    ['this is no module', /cannot be loaded/],
  ] as const)
    await assert.rejects(openModule(t, source), (error) => {
      assert.ok(error instanceof ConfigurationError);
      assert.match(error.message, expected);
      return true;
    });
});

test('a reload opens the module of a source again as its file is now, and a fault in it leaves the old one in force', async (t) => {
  const folder = temporaryFolder(t);
  const path = join(folder, 'handlers.mjs');
  const says = (account: string) =>
    writeFileSync(
      path,
      `export const h = { type: 'com.appdirect.*', answer: () => ({ success: true, accountIdentifier: '${account}' }) };`,
    );
  says('OLD');
  const outbound = openOutbound({ development: true, log: silentLog, clock: systemClock });
  t.after(() => outbound.close());
  const configuration = toyConfiguration(folder, {
    publicUrl,
    sources: {
      market: {
        provider: 'appdirect',
        auth: { basic: inbound },
        eventHosts: ['m.example.com'],
        outbound: { oauth1: outboundOauth },
        parameter: 'eventUrl',
        eventFormat: 'json',
        responder: { mode: 'module', path, timeoutMs: 5_000, lateAnswerMs: 30_000 },
        result: { format: 'json', style: 'documented' },
      },
    },
  });
  const providers = [openAppDirect({ outbound, development: true, log: silentLog })];
  const live = liveSources(await openSources(configuration, providers, systemClock));
  const inForce = () => {
    const source = live.find('appdirect', 'market');
    assert.ok(source);
    return source;
  };
  t.after(() => inForce().capabilities?.module?.retire());
  const first = inForce();
  const reload = reloadSources(live, providers, systemClock);
  says('NEW');
  const { changes, commit } = await reload.prepare(configuration, configuration);
  assert.deepEqual(changes, [{ kind: 'source', name: 'market', change: 'changed' }]);
  assert.equal(inForce(), first, 'nothing is exchanged before everything is prepared');
  commit();
  const second = inForce();
  assert.notEqual(second, first);
  writeFileSync(path, 'export const h = ;');
  await assert.rejects(reload.prepare(configuration, configuration), (error) => {
    assert.ok(error instanceof ConfigurationError);
    assert.match(error.message, /^sources\.market\.responder\.path: the module .* cannot be loaded/);
    return true;
  });
  assert.equal(inForce(), second);
});
