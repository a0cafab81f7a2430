/** What the mocks do not know they refuse, with its place, and with what they do know: at the control port, in scenarios and in settings. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { silentLog } from '../../src/log.ts';
import { providers } from '../../src/providers/list.ts';
import { openMockControl } from '../../src/simulate/control/client.ts';
import { scenarioFaults } from '../../src/simulate/scenario/check.ts';
import { readScenarioFile } from '../../src/simulate/scenario/scenario.ts';
import { readMockSettings } from '../../src/simulate/settings.ts';
import { startMocks } from '../../src/simulate/up.ts';
import { simulations } from '../support/mocks.ts';
import { declaredBy } from './declared.ts';
import { hearing } from './engine/hearing.ts';

const declared = declaredBy('mock');

async function openControl(t: TestContext) {
  const gateway = await hearing(t, () => ({ status: 200 }));
  const started = await startMocks({
    from: providers,
    providers: [],
    gateway: gateway.url,
    timeScale: 1,
    seed: 'unknown',
    prism: false,
    anyPort: true,
    log: silentLog,
  });
  t.after(() => started.close());
  return { url: started.control.url, gateway };
}

const emission = { provider: 'zettle', event: 'PurchaseCreated' };
const requests: readonly (readonly [method: string, path: string, body: unknown, status: number, said: RegExp])[] = [
  ['POST', '/__mock/emit', { ...emission, cuont: 7 }, 400, /cuont is an unknown key; did you mean count\?/],
  [
    'POST',
    '/__mock/emit',
    { ...emission, colour: 'red' },
    400,
    /colour is an unknown key.*known here: provider, event, variant, count/,
  ],
  [
    'POST',
    '/__mock/emit',
    { ...emission, faults: [{ kind: 'delay', amuont: 3 }] },
    400,
    /faults\[0\]\.amuont is an unknown key; did you mean amount\?/,
  ],
  [
    'POST',
    '/__mock/emit',
    { ...emission, faults: [{ kind: 'dupliacte' }] },
    400,
    /faults\[0\]\.kind is "dupliacte".*did you mean duplicate\? There are duplicate, reorder, delay, drop/,
  ],
  [
    'POST',
    '/__mock/emit',
    { ...emission, faults: [{ kind: 'stale-nonce' }] },
    400,
    /zettle cannot have the fault stale-nonce.* can have duplicate/i,
  ],
  [
    'POST',
    '/__mock/emit',
    { ...emission, event: 'PurchaseCreatd' },
    400,
    /no event PurchaseCreatd; did you mean PurchaseCreated\? It has PurchaseCreated, /,
  ],
  [
    'POST',
    '/__mock/emit',
    { ...emission, provider: 'zetle' },
    400,
    /no mock is named zetle; did you mean zettle\? There are paazl, /,
  ],
  [
    'POST',
    '/__mock/emit',
    { provider: 'paazl', event: 'shipment-status', variant: 'deliverd' },
    400,
    /no variant deliverd; did you mean delivered\? It has all-fields-qualified, all-fields, created-qualified, /,
  ],
  [
    'POST',
    '/__mock/faults',
    { provider: 'zettle', fault: { kind: 'drop' }, probabilty: 1 },
    400,
    /probabilty is an unknown key; did you mean probability\?/,
  ],
  [
    'POST',
    '/__mock/faults',
    { provider: 'zettle', event: 'PurchaseCreatd', fault: { kind: 'drop' } },
    400,
    /no event PurchaseCreatd; did you mean PurchaseCreated\?/,
  ],
  [
    'POST',
    '/__mock/time',
    { secnds: 1 },
    400,
    /seconds is missing.*secnds is an unknown key; did you mean seconds\?|secnds.*seconds/,
  ],
  ['POST', '/__mock/reset', { hard: true }, 400, /takes no body/],
  [
    'POST',
    '/__mock/replay',
    { messages: [{ ...emission, afterMs: 0, content: {}, afetr: 1 }] },
    400,
    /messages\[0\]\.afetr is an unknown key/,
  ],
  ['GET', '/__mock/log?provider=zetle', undefined, 400, /no mock is named zetle; did you mean zettle\?/],
  ['GET', '/__mock/calls?provider=zetle', undefined, 400, /no mock is named zetle; did you mean zettle\?/],
  [
    'GET',
    '/__mock/log?provder=zettle',
    undefined,
    400,
    /the parameter provder is an unknown key; did you mean provider\?/,
  ],
  ['GET', '/__mock/status?colour=red', undefined, 400, /the parameter colour is an unknown key/],
  ['DELETE', '/__mock/faults?all=1', undefined, 400, /the parameter all is an unknown key/],
  [
    'POST',
    '/__mock/providers/zettle/actions/expire-token',
    undefined,
    404,
    /no action expire-token; did you mean expire-tokens\? It has expire-tokens, /,
  ],
];

for (const [method, path, body, status, said] of requests)
  test(`the control port refuses ${method} ${path} ${JSON.stringify(body) ?? ''}, says where and what it knows, and does nothing`, async (t) => {
    const { url, gateway } = await openControl(t);
    const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await fetch(url + path, { method, ...(body === undefined ? {} : json) });
    const text = await answer.text();
    declared({ method, path: path.replace(/\?.*/, ''), status: answer.status, text });
    assert.equal(answer.status, status, text);
    assert.match(JSON.parse(text).detail, said);
    assert.equal(gateway.heard.length, 0);
  });

test('a path that the control port does not have is answered with the nearest one, and a body that is not JSON with where it ends to be', async (t) => {
  const { url } = await openControl(t);
  const { detail } = (await (await fetch(`${url}/__mock/stauts`)).json()) as { detail: string };
  assert.match(detail, /no path \/__mock\/stauts; did you mean \/__mock\/status\?/);
  const post = async (body: string, type: string) =>
    (
      (await (
        await fetch(`${url}/__mock/emit`, { method: 'POST', headers: { 'content-type': type }, body })
      ).json()) as { detail: string }
    ).detail;
  assert.match(await post('{"provider":', 'application/json'), /not JSON: .*end/);
  assert.match(await post('{}', 'text/plain'), /must have Content-Type application\/json/);
});

function fileWith(t: TestContext, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-words-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'file.yaml');
  writeFileSync(file, text);
  return file;
}

const scenario = (...steps: readonly string[]) => ['name: A story', 'provider: zettle', 'steps:', ...steps].join('\n');
const unreadable: readonly (readonly [text: string, said: RegExp])[] = [
  [
    scenario('  - sned: { event: PurchaseCreated }'),
    /file\.yaml:4 steps\[0\]\.sned: is an unknown key; did you mean send\?/,
  ],
  [
    scenario('  - send:', '      event: PurchaseCreated', '      cuont: 7'),
    /file\.yaml:6 steps\[0\]\.send\.cuont: is an unknown key; did you mean count\?/,
  ],
  [scenario('  - expect: { state: succeded }'), /file\.yaml:4 steps\[0\]\.expect\.state: .*did you mean succeeded\?/],
  [
    'nmae: A story\nprovider: zettle\nsteps: [{ advance: 1h }]',
    /file\.yaml:1 nmae: is an unknown key; did you mean name\?/,
  ],
  [scenario('  - advance: soon'), /file\.yaml:4 steps\[0\]\.advance: /],
  ['name: [', /file\.yaml:1 .*not YAML/],
];

for (const [text, said] of unreadable)
  test(`a scenario is refused with the line, the key and what was meant: ${JSON.stringify(text.slice(-40))}`, (t) => {
    assert.throws(() => readScenarioFile(fileWith(t, text)), { name: 'ScenarioError', message: said });
  });

const unplayable: readonly (readonly [steps: readonly string[], said: RegExp])[] = [
  [
    ['  - send: { event: PurchaseCreatd }'],
    /:4 steps\[0\]\.send\.event: zettle has no event PurchaseCreatd; did you mean PurchaseCreated\? It has /,
  ],
  [
    ['  - send: { event: PurchaseCreated, variant: tpyical }'],
    /:4 steps\[0\]\.send\.variant: PurchaseCreated has no variant tpyical; did you mean typical\? It has /,
  ],
  [
    ['  - advance: 1h', '  - send: { event: PurchaseCreated, faults: [{ kind: dorp }] }'],
    /:5 steps\[1\]\.send\.faults\[0\]\.kind: zettle cannot have the fault dorp; did you mean drop\?/,
  ],
  [['  - send: { event: PurchaseCreated, faults: [{ kind: api-500 }] }'], /:4 .*api-500 is a fault of an API/],
  [['  - send: { event: PurchaseCreated, to: somewhere }'], /:4 steps\[0\]\.send\.to: is not an http or https URL/],
  [
    ['  - given: { action: expire-token }'],
    /:4 steps\[0\]\.given\.action: zettle has no action expire-token; did you mean expire-tokens\?/,
  ],
  [['  - given: { fault: { kind: api-50 } }'], /:4 steps\[0\]\.given\.fault\.kind: .*did you mean api-500\?/],
  [
    ['  - given: { fault: { kind: drop, event: PurchaseCreatd } }'],
    /:4 steps\[0\]\.given\.fault\.event: .*did you mean PurchaseCreated\?/,
  ],
];

test('what a scenario names and the mocks do not have is found before its first step, each with its line', async (t) => {
  const { url, gateway } = await openControl(t);
  const answer = await openMockControl(url).getMock({});
  assert.ok(answer.status === 200);
  for (const [steps, said] of unplayable) {
    const faults = scenarioFaults(readScenarioFile(fileWith(t, scenario(...steps))), answer.body.providers);
    assert.equal(faults.length, 1, faults.join('\n'));
    assert.match(faults[0] ?? '', said);
  }
  const other = readScenarioFile(fileWith(t, scenario('  - advance: 1h').replace('zettle', 'zetle')));
  assert.match(
    scenarioFaults(other, answer.body.providers).join(),
    /:2 provider: no mock is named zetle; did you mean zettle\?/,
  );
  assert.equal(gateway.heard.length, 0);
});

for (const [text, said] of [
  ['paazl:\n  tokn: x', /file\.yaml:2 paazl\.tokn: is an unknown key; did you mean token\?/],
  ['gatway: http://127.0.0.1:8080', /file\.yaml:1 gatway: is an unknown key; did you mean gateway\?/],
  [
    'zettle:\n  path: /push\n  clientid: x',
    /file\.yaml:3 zettle\.clientid: is an unknown key; did you mean clientId\?/,
  ],
  ['paazl: { format: jsno }', /file\.yaml:1 paazl\.format: .*did you mean json\?/],
  [
    'appdirect:\n  auth:\n    baisc: { user: a, password: b }',
    /file\.yaml:3 appdirect\.auth\.baisc: is an unknown key; did you mean basic\?/,
  ],
  [
    'appdirect:\n  outbound:\n    oauht2: { clientId: a, clientSecret: b }',
    /file\.yaml:3 appdirect\.outbound\.oauht2: is an unknown key; did you mean oauth2\?/,
  ],
  ['paazl:\n\n  token: { env: NOT_SET }', /file\.yaml:3 paazl\.token: .*NOT_SET/],
  [
    'paazl:\n  token: { evn: A }',
    /file\.yaml:2 paazl\.token: is not a secret; write a text, \{ env: NAME \} or \{ file: path \}/,
  ],
  ['caFile: /nowhere/ca.pem', /file\.yaml:1 caFile: \/nowhere\/ca\.pem cannot be read \(ENOENT\)/],
] as const)
  test(`settings are refused with the line, the key and what was meant: ${JSON.stringify(text)}`, (t) => {
    assert.throws(() => readMockSettings(fileWith(t, text), simulations, {}), {
      name: 'MockSettingsError',
      message: said,
    });
  });

test('a mock that is mistyped at the start is refused with those that there are', async () => {
  const base = { gateway: 'http://127.0.0.1:1', timeScale: 1, seed: '1', prism: false, anyPort: true, log: silentLog };
  await assert.rejects(
    startMocks({
      from: providers,
      ...base,
      providers: ['pazl'],
    }),
    {
      name: 'MockSettingsError',
      message: /no mock is named pazl; did you mean paazl\? There are paazl, oneshoppingcart, zettle, appdirect/,
    },
  );
});
