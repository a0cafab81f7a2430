/** Vectors and signed requests: openssl makes the same, and the gateway takes them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import type { Vector } from '../../../src/publishing/publish/vectors.ts';
import { systemClock } from '../../../src/running/clock.ts';
import { checkStandardWebhook, readWebhookKey } from '../../../src/trust/schemes/standard-webhooks.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { openSecureGateway } from '../../support/secure-gateway.ts';
import { copied, paths, publish, textOf } from './published.ts';

const files = publish();
const owners = paths(files, /\/signing\.json$/).map((path) => path.split('/')[0] ?? '');
const vectorsOf = (owner: string): readonly Vector[] => JSON.parse(textOf(files, `${owner}/signing.json`)).vectors;

const withoutOpenssl = spawnSync('openssl', ['version']).status === 0 ? false : 'there is no openssl on this machine';

describe('a command copied from the page prints the signature below it', { skip: withoutOpenssl }, () => {
  for (const owner of owners) {
    const page = textOf(files, `${owner}/sign.html`);
    for (const [, name = '', command = ''] of page.matchAll(/<div data-vector="([^"]+)">(.*?)<\/div><\/div>/gs))
      test(`${owner} ${name}`, () => {
        const [, expected = ''] = new RegExp(`<div data-expected="${name}">(.*?)</div></div>`, 's').exec(page) ?? [];
        const run = spawnSync('bash', ['-c', copied(command)], { encoding: 'utf8' });
        assert.equal(run.stdout.trim(), copied(expected), run.stderr);
        assert.ok(run.stdout.trim().length > 20);
      });
  }
});

test('the vectors cover what goes wrong in practice', () => {
  const names = owners.flatMap((owner) => vectorsOf(owner).map(({ name }) => `${owner} ${name}`));
  for (const name of [
    'zettle backslashes-and-quotes',
    'zettle non-ascii',
    'zettle escaped-slashes',
    'appdirect published',
    'appdirect event-url',
    'events published',
    'events ed25519',
  ])
    assert.ok(names.includes(name), name);
});

test('a receiver that checks Standard Webhooks takes the vectors of our events', () => {
  for (const { keys, headers, request } of vectorsOf('events')) {
    const read = readWebhookKey(Secret.of(String(keys.secret)));
    assert.ok(read.ok);
    const body = Buffer.from(request.bodyBase64 ?? '', 'base64');
    const checked = checkStandardWebhook(headers, body, [read.key], Number(keys.timestamp) * 1000);
    assert.deepEqual(checked, { ok: true, id: keys.id });
  }
});

/** The example keys of every provider, as an operator would configure them. */
const sources = `
exposeDevelopment: true
publicUrl: https://hooks.example.com
sources:
  shipping: { provider: paazl, auth: { bearer: [development-paazl-token] } }
  shop: { provider: oneshoppingcart, key: development-shop-key, merchantId: '1', merchantKey: development-merchant-key, apiBase: 'http://127.0.0.1:9' }
  pos: { provider: zettle, signingKeys: [zLzClQLQN8yfH8aEjONeXzgJRAHR0zpD7RonFCpizujCUCectBlln0vFArTbLPYa] }
  market: { provider: appdirect, auth: { oauth1: { consumerKey: development-appdirect-key, secret: development-appdirect-secret } }, eventHosts: [elsewhere.example.com], outbound: none, responder: { mode: auto } }
  market-basic: { provider: appdirect, auth: { basic: { user: appdirect, password: development-appdirect-password } }, eventHosts: [elsewhere.example.com], outbound: none, responder: { mode: auto } }
sinks: { ledger: { type: stdout } }
`;

test('the published requests are taken by a gateway that has the example keys, byte for byte as they are', async (t) => {
  // The moment at which the example was signed by OAuth 1.0a. That event's host is on nobody's list, so nothing is fetched.
  const clock = { ...systemClock, now: () => 1_700_000_000_000 };
  const gateway = await openSecureGateway(t, '', sources, { clock });
  const { port } = new URL(gateway.publicUrl);
  // A bearer token of AppDirect is one that the token endpoint gave; the one that is shown stands for any.
  const requests = paths(files, /^(?!events\/).*\/requests\/.*\.http$/).filter(
    (path) => !/appdirect.*\.oauth2\.http$/.test(path),
  );
  assert.ok(requests.length > 30);
  for (const path of requests) {
    const bytes = Buffer.from(files.get(path) ?? '');
    const basic = path.endsWith('.basic.http');
    const sent = basic ? Buffer.from(bytes.toString('latin1').replace('/market?', '/market-basic?'), 'latin1') : bytes;
    assert.match(await exchange(Number(port), sent), /^HTTP\/1\.1 20[02] /, path);
  }
});

/** Sends bytes as they are, and waits for the first of the answer. */
function exchange(port: number, bytes: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString('latin1'));
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('the connection was closed without an answer')));
  });
}
