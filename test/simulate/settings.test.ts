import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { readKnown } from '../../src/providers/zettle/simulate/known.ts';
import { readMockSettings } from '../../src/simulate/settings.ts';
import { developmentSettings, simulations, typed } from '../support/mocks.ts';

function fileWith(t: TestContext, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-mock-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'mock.yaml');
  writeFileSync(file, text);
  return file;
}

test('a settings file says what differs; the rest is that of the ready-to-try configuration', (t) => {
  const file = fileWith(
    t,
    [
      'gateway: https://hooks.example.com',
      'paazl: { path: /push/paazl/other, token: { env: PAAZL_TOKEN }, format: json }',
      'appdirect: { auth: { oauth1: { consumerKey: development-key, secret: development-secret } } }',
      'zettle: { path: null }',
    ].join('\n'),
  );
  const { gateway, paazl, appdirect, zettle, oneshoppingcart } = typed(
    readMockSettings(file, simulations, { PAAZL_TOKEN: 'development-token' }),
  );
  assert.deepEqual(
    [gateway, paazl.path, paazl.token?.reveal(), paazl.format],
    ['https://hooks.example.com', '/push/paazl/other', 'development-token', 'json'],
  );
  assert.equal(paazl.disableAfterFailures, developmentSettings.paazl.disableAfterFailures);
  assert.deepEqual(Object.keys(appdirect.auth), ['oauth1']);
  assert.equal(zettle.path, null);
  assert.equal(oneshoppingcart, developmentSettings.oneshoppingcart);
});

test('a settings file with a fault is refused with its place', (t) => {
  const refused = (text: string) => {
    const file = fileWith(t, text);
    return assert.throws(() => readMockSettings(file, simulations, {}), {
      name: 'MockSettingsError',
      message: /paazl|gateway|NOT_SET|zettle/,
    });
  };
  refused('paazl: { tokn: x }');
  refused('gateway: hooks.example.com');
  refused('paazl: { token: { env: NOT_SET } }');
  refused('zettle: { scopes: [READ:PRODUCTS] }');
});

test('Zettle can be granted every scope that its contract names, or none', (t) => {
  const scopes = [...new Set(readKnown().scopes.values())].filter((scope) => scope !== 'any');
  assert.ok(scopes.length > 1);
  for (const granted of [scopes, []]) {
    const file = fileWith(t, `zettle: { scopes: [${granted.join(', ')}] }`);
    assert.deepEqual(typed(readMockSettings(file, simulations, {})).zettle.scopes, granted);
  }
});

test('whatever the schema calls a secret is read from the environment, however deep it is', (t) => {
  const file = fileWith(
    t,
    [
      'oneshoppingcart: { merchantKey: { env: KEY } }',
      'zettle: { oldSigningKey: { env: KEY }, apiKey: { env: KEY } }',
      'appdirect: { auth: { basic: { user: somebody, password: { env: KEY } } }, outbound: { oauth1: { consumerKey: key, secret: { env: KEY } } } }',
    ].join('\n'),
  );
  const { oneshoppingcart, zettle, appdirect } = typed(readMockSettings(file, simulations, { KEY: 'development-key' }));
  const { auth, outbound } = appdirect;
  assert.ok('basic' in auth && outbound !== 'none' && 'oauth1' in outbound);
  const secrets = [
    oneshoppingcart.merchantKey,
    zettle.oldSigningKey,
    zettle.apiKey,
    auth.basic.password,
    outbound.oauth1.secret,
  ];
  assert.deepEqual(
    secrets.map((secret) => secret?.reveal()),
    secrets.map(() => 'development-key'),
  );
});
