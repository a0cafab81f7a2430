import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { appdirectSettings } from '../../src/providers/appdirect/settings.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { env, faultsOf, load, sound } from './write.ts';

const key = `whsec_${Buffer.from('test-only-signing-key-000001').toString('base64')}`;
const keys = { KEY: key };

/** One source with this responder. */
const market = (responder: string): string =>
  sound.trimStart().replace(
    /^ {2}shipping: .*\n/m,
    `  market: { provider: appdirect, auth: { basic: { user: appdirect, password: { env: TOKEN } } }, eventHosts: [ m.example.com ],
    outbound: { oauth1: { consumerKey: product-1, secret: { env: TOKEN } } }, responder: ${responder} }\n`,
  );

function responderOf(t: TestContext, responder: string) {
  const source = load(t, market(responder), keys).sources.market;
  assert.ok(source);
  return appdirectSettings.of(source).responder;
}

test('a responder has a budget and a late time, in milliseconds, unless it decides later', (t) => {
  const module = join(temporaryFolder(t), 'handlers.mjs');
  writeFileSync(module, '');
  const url = 'https://provisioning.example.com/a';
  for (const [text, expected] of [
    [`{ mode: http, url: "${url}" }`, { mode: 'http', url, timeoutMs: 5_000, lateAnswerMs: 60_000 }],
    [`{ mode: http, url: "${url}", lateAnswer: 10m }`, { mode: 'http', url, timeoutMs: 5_000, lateAnswerMs: 600_000 }],
    [`{ mode: module, path: ${module} }`, { mode: 'module', path: module, timeoutMs: 5_000, lateAnswerMs: 60_000 }],
    ['{ mode: async }', { mode: 'async', timeoutMs: 60_000 }],
    [`{ mode: async, url: "${url}", timeoutMs: 600000 }`, { mode: 'async', url, timeoutMs: 600_000 }],
  ] as const)
    assert.deepEqual(responderOf(t, text), expected);
  const responder = responderOf(t, `{ mode: async, url: "${url}", signingKeys: [ { env: KEY } ] }`);
  assert.equal(responder.mode === 'async' && responder.signingKeys?.[0]?.reveal(), key);
});

for (const [text, fault] of [
  ['{ mode: later }', 'responder.mode: has a value that is not known; write one of auto, http, module, async'],
  ['{ mode: auto }', /responder\.mode: auto is allowed in development only; write http, module or async/],
  ['{ mode: module, path: ./nowhere.mjs }', /responder\.path: does not exist/],
  ['{ mode: http, url: "http://provisioning.example.com/" }', /responder\.url: plain http/],
  ['{ mode: async, url: "https://10.0.0.1/" }', /responder\.url: a private or loopback address/],
  ['{ mode: http, url: "https://p.example.com", lateAnswer: 11m }', /responder\.lateAnswer: is longer than 10m/],
  [
    '{ mode: http, url: "https://p.example.com", signingKeys: [ { env: TOKEN } ] }',
    /responder\.signingKeys\[0\]: begins with none of/,
  ],
  ['{ mode: async, signingKeys: [ { env: KEY } ] }', /responder\.signingKeys: has no effect without url/],
  ['{ mode: async, secret: { env: TOKEN } }', /responder\.secret: has no effect without url/],
  ['{ mode: async, lateAnswer: 1m }', /responder\.lateAnswer: is an unknown key/],
] as const)
  test(`a responder ${text} is refused`, (t) => {
    const faults = faultsOf(t, market(text), keys);
    assert.equal(faults.length, 1, faults.join('\n'));
    const [said = ''] = faults;
    if (typeof fault === 'string') assert.ok(said.endsWith(`sources.market.${fault}`), said);
    else assert.match(said, fault);
    for (const secret of [env.TOKEN, key]) assert.ok(!said.includes(secret));
  });
