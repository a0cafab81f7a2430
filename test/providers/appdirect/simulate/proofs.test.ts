/** The mock marketplace against a running gateway, each side proving itself to the other by OAuth: 2 in one source, 1.0a in the other. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { silentLog } from '../../../../src/log.ts';
import type { AppDirectMockSettings } from '../../../../src/providers/appdirect/simulate/settings.ts';
import { mockClock } from '../../../../src/simulate/mock-clock.ts';
import { type Mocks, openMocks } from '../../../../src/simulate/mocks.ts';
import { Secret } from '../../../../src/trust/secrets.ts';
import { freePort } from '../../../support/free-ports.ts';
import { developmentSettings, simulations } from '../../../support/mocks.ts';
import { type RunningGateway, startTryGateway } from '../../../support/try-gateway.ts';

const inbound = { id: 'appdirect', secret: 'development-inbound-secret-0001' };
const outbound = { id: 'product-1', secret: 'development-outbound-secret-0001' };

const settings: Readonly<Record<'market' | 'market-xml', AppDirectMockSettings>> = {
  market: {
    path: '/push/appdirect/market?eventUrl={eventUrl}',
    auth: { oauth2: { tokenPath: '/oauth/token', clientId: inbound.id, clientSecret: Secret.of(inbound.secret) } },
    outbound: { oauth2: { clientId: outbound.id, clientSecret: Secret.of(outbound.secret) } },
    resultFormat: 'json',
  },
  'market-xml': {
    path: '/push/appdirect/market-xml?eventUrl={eventUrl}',
    auth: { oauth1: { consumerKey: inbound.id, secret: Secret.of(inbound.secret) } },
    outbound: { oauth1: { consumerKey: outbound.id, secret: Secret.of(outbound.secret) } },
    resultFormat: 'xml',
  },
};

let gateway: RunningGateway;
const mocks = new Map<string, Mocks>();
before(async () => {
  const ports = { market: await freePort(), 'market-xml': await freePort() };
  gateway = await startTryGateway({
    mocks: false,
    configure: (text) => {
      const blocks = text.split(/(?=^ {2}market)/m).map((block) => {
        const name = block.startsWith('  market-xml') ? 'market-xml' : 'market';
        if (!block.startsWith('  market')) return block;
        const auth =
          name === 'market'
            ? `oauth2: { clients: [{ id: ${inbound.id}, secret: ${inbound.secret} }] }`
            : `oauth1: { consumerKey: ${inbound.id}, secret: ${inbound.secret} }`;
        const calls =
          name === 'market'
            ? `{ oauth2: { clientId: ${outbound.id}, clientSecret: ${outbound.secret}, tokenUrl: 'http://127.0.0.1:${ports[name]}/oauth2/token' } }`
            : `{ oauth1: { consumerKey: ${outbound.id}, secret: ${outbound.secret} } }`;
        return block
          .replace(/127\.0\.0\.1:\d+/, `127.0.0.1:${ports[name]}`)
          .replace(/basic:\n.*\n.*\n/, `${auth}\n`)
          .replace('outbound: none', `outbound: ${calls}`);
      });
      return blocks.join('');
    },
  });
  for (const name of ['market', 'market-xml'] as const)
    mocks.set(
      name,
      await openMocks({
        list: simulations,
        providers: ['appdirect'],
        settings: { ...developmentSettings, gateway: gateway.publicUrl, appdirect: settings[name] },
        clock: mockClock(),
        timeScale: 1,
        seed: name,
        log: silentLog,
        port: () => ports[name],
      }),
    );
});
after(async () => {
  await Promise.all([...mocks.values()].map((one) => one.close()));
  await gateway?.stop();
});

async function attempted(
  name: string,
  event: string,
  fault?: 'wrong-signature' | 'stale-nonce' | 'tampered' | 'clock-skew',
) {
  const { engine } = mocks.get(name) ?? assert.fail(name);
  const queued = engine.emit({
    provider: 'appdirect',
    event,
    ...(fault === undefined ? {} : { faults: [{ kind: fault }] }),
  });
  assert.ok(queued.ok, JSON.stringify(queued));
  await engine.settled();
  const [attempt] = engine.log.messages.get(queued.messages[0] ?? '')?.deliveries[0]?.attempts ?? [];
  return attempt ?? assert.fail('nothing was attempted');
}

for (const name of ['market', 'market-xml'])
  test(`${name}: an order is fetched and answered, both sides proven`, async () => {
    const { success, status, note } = await attempted(name, 'subscription-order');
    assert.deepEqual([status, success, note], [200, true, undefined]);
    const calls = mocks.get(name)?.engine.mocks.get('appdirect')?.calls() ?? [];
    assert.ok(
      calls.some(({ method, path, status: said }) => method === 'GET' && path.includes('/events/') && said === 200),
    );
    assert.equal((await attempted(name, 'subscription-order', 'wrong-signature')).status, 401);
  });

test('a nonce that was used, another event than the signed one and a wrong clock are refused', async () => {
  for (const fault of ['stale-nonce', 'tampered', 'clock-skew'] as const)
    assert.equal((await attempted('market-xml', 'subscription-order', fault)).status, 401, fault);
});

test('the marketplace hands no event to who does not prove itself', async () => {
  for (const one of mocks.values()) {
    const { url } = one.engine.mocks.get('appdirect') ?? assert.fail('no mock');
    const token = [...one.engine.log.messages.values()][0]?.composed.content.token;
    assert.equal((await fetch(`${url}/api/integration/v1/events/${token}`)).status, 401);
  }
});
