/**
 * Everything at once, a validating proxy at every joint:
 *
 *   mock providers ─ https ─▶ proxy of the inbound contracts ─▶ gateway ─▶ proxies of the providers' APIs ─▶ mock APIs
 *
 * The gateway's `publicUrl` is where the providers call, the events' URLs are those of the proxies, and destinations are https, as the
 * contracts want them.
 */

import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { TestContext } from 'node:test';
import { createServer } from 'node:tls';
import { createGateway } from '../../../generated/gateway/client/client.ts';
import { silentLog } from '../../../src/log.ts';
import type { AppDirectMockSettings } from '../../../src/providers/appdirect/simulate/settings.ts';
import { developmentClient } from '../../../src/providers/zettle/simulate/mock.ts';
import { mockClock } from '../../../src/simulate/mock-clock.ts';
import { type Mocks, openMocks } from '../../../src/simulate/mocks.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { authority, openCertificates, server } from '../../support/certificates.ts';
import { openConfiguredGateway } from '../../support/configured-gateway.ts';
import { developmentSettings, type MockSettings, mockNames, simulations } from '../../support/mocks.ts';
import { openValidatingProxy, type ValidatingProxy } from './proxy.ts';

export const inboundContracts = ['paazl-push', 'oneshoppingcart-push', 'zettle-push', 'appdirect-push', 'oauth'];

const inbound = { consumerKey: 'development-consumer', secret: Secret.of('development-inbound-secret-0001') };
const outbound = { id: 'development-product', secret: Secret.of('development-outbound-secret-0001') };

const oauth2 = { oauth2: { clientId: outbound.id, clientSecret: outbound.secret } };

/** One marketplace for each way in which both sides prove themselves: Basic, OAuth 1.0a, OAuth 2; the last decides later. */
const marketplaces = {
  market: {
    auth: developmentSettings.appdirect.auth,
    outbound: oauth2,
    resultFormat: 'json',
  },
  'market-signed': {
    auth: { oauth1: inbound },
    outbound: { oauth1: { consumerKey: outbound.id, secret: outbound.secret } },
    resultFormat: 'xml',
  },
  'market-later': {
    auth: {
      oauth2: { tokenPath: '/oauth/token', clientId: inbound.consumerKey, clientSecret: inbound.secret },
    },
    outbound: oauth2,
    resultFormat: 'json',
  },
} as const satisfies Readonly<Record<string, Pick<AppDirectMockSettings, 'auth' | 'outbound' | 'resultFormat'>>>;

export type Stand = {
  /** All four, as scenarios need them; AppDirect is `market`. */
  readonly mocks: Mocks;
  /** The other marketplaces, and Paazl in its other format. */
  readonly others: readonly Mocks[];
  /** By the name of its source. */
  readonly marketplace: (source: keyof typeof marketplaces) => Mocks;
  readonly gateway: Awaited<ReturnType<typeof openConfiguredGateway>>;
  readonly operator: ReturnType<typeof createGateway>;
  readonly inbound: ValidatingProxy;
  readonly outbound: readonly ValidatingProxy[];
  /** Where providers call. */
  readonly publicUrl: string;
};

export async function openStand(t: TestContext): Promise<Stand> {
  const open = async (...bundles: string[]) => {
    const proxy = await openValidatingProxy(bundles);
    t.after(() => proxy.close());
    return proxy;
  };
  const before = await open(...inboundContracts);
  const zettle = await open('zettle-api');
  const shop = await open('oneshoppingcart-api');
  const markets = {
    market: await open('appdirect-api'),
    'market-signed': await open('appdirect-api'),
    'market-later': await open('appdirect-api'),
  };
  const front = await openFront(t, before.url);
  const gateway = await openConfiguredGateway(t, configurationOf(front.url, zettle, shop, markets));
  before.forwardTo(gateway.publicUrl);

  const run = async (providers: readonly string[], settings: Partial<MockSettings>, seed: string) => {
    const mocks = await openMocks({
      list: simulations,
      providers,
      settings: { ...developmentSettings, gateway: front.url, ca: front.ca, ...settings },
      clock: mockClock(),
      timeScale: 1,
      seed,
      log: silentLog,
      port: () => 0,
    });
    t.after(() => mocks.close());
    return mocks;
  };
  const appdirectOf = (source: keyof typeof marketplaces): AppDirectMockSettings => ({
    ...marketplaces[source],
    path: `/push/appdirect/${source}?eventUrl={eventUrl}`,
    marketplace: markets[source].url,
  });
  const mocks = await run(
    mockNames,
    { zettle: { ...developmentSettings.zettle, httpsOnly: true }, appdirect: appdirectOf('market') },
    'stand',
  );
  const signed = await run(['appdirect'], { appdirect: appdirectOf('market-signed') }, 'signed');
  const later = await run(['appdirect'], { appdirect: appdirectOf('market-later') }, 'later');
  const paazlJson = await run(['paazl'], { paazl: { ...developmentSettings.paazl, format: 'json' } }, 'json');

  const apiOf = (of: Mocks, provider: string): string => {
    const { url } = of.engine.mocks.get(provider) ?? {};
    if (url === undefined) throw new Error(`${provider} has no API`);
    return url;
  };
  zettle.forwardTo(apiOf(mocks, 'zettle'));
  shop.forwardTo(apiOf(mocks, 'oneshoppingcart'));
  const byMarket = { market: mocks, 'market-signed': signed, 'market-later': later };
  for (const source of ['market', 'market-signed', 'market-later'] as const)
    markets[source].forwardTo(apiOf(byMarket[source], 'appdirect'));

  return {
    mocks,
    others: [signed, later, paazlJson],
    marketplace: (source) => byMarket[source],
    gateway,
    operator: createGateway({ baseUrl: gateway.operatorUrl }),
    inbound: before,
    outbound: [zettle, shop, ...Object.values(markets)],
    publicUrl: front.url,
  };
}

/** TLS before a plain listener: Prism has none of its own. */
async function openFront(t: TestContext, plain: string): Promise<{ readonly url: string; readonly ca: string }> {
  const { make } = openCertificates(t);
  const ca = make('ca', { extensions: authority });
  const own = make('front', { issuer: ca, extensions: server });
  const { port, hostname } = new URL(plain);
  const front = createServer({ cert: own.pem, key: readFileSync(own.key) }, (socket) => {
    const behind = connect(Number(port), hostname);
    socket.pipe(behind).pipe(socket);
    for (const [one, other] of [
      [socket, behind],
      [behind, socket],
    ] as const)
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  t.after(() => front.close());
  const address = front.address();
  if (address === null || typeof address === 'string') throw new Error('the front has no port');
  return { url: `https://127.0.0.1:${address.port}`, ca: ca.pem };
}

function configurationOf(
  publicUrl: string,
  zettle: ValidatingProxy,
  shop: ValidatingProxy,
  markets: Readonly<Record<keyof typeof marketplaces, ValidatingProxy>>,
): string {
  const hostOf = (source: keyof typeof marketplaces) => new URL(markets[source].url).host;
  const toMarket = `{ oauth2: { clientId: ${outbound.id}, clientSecret: ${outbound.secret.reveal()} } }`;
  return `
publicUrl: ${publicUrl}
encryptionKey: development-encryption-key-of-nobody-0001
sources:
  shipping:
    provider: paazl
    auth: { bearer: [development-paazl-token] }
  shop:
    provider: oneshoppingcart
    key: development-shop-key
    merchantId: '118303'
    merchantKey: development-merchant-key
    apiBase: ${shop.url}
  pos:
    provider: zettle
    signingKeys: [${developmentSettings.zettle.signingKey.reveal()}]
    clientId: ${developmentClient.clientId}
    apiKey: ${developmentClient.apiKey}
    pusherBase: ${zettle.url}
    oauthBase: ${zettle.url}
  pos-of-an-app:
    provider: zettle
    subscriptions:
      - name: purchases
        events: [PurchaseCreated]
        destination: ${publicUrl}/push/zettle/pos-of-an-app
        contactEmail: operations@example.com
    clientId: ${developmentClient.clientId}
    clientSecret: ${developmentClient.clientSecret}
    refreshToken: ${developmentClient.refreshToken}
    pusherBase: ${zettle.url}
    oauthBase: ${zettle.url}
  market:
    provider: appdirect
    auth: { basic: { user: appdirect, password: development-appdirect-password } }
    eventHosts: ['${hostOf('market')}']
    outbound: ${toMarket}
    responder: { mode: auto }
  market-signed:
    provider: appdirect
    auth: { oauth1: { consumerKey: ${inbound.consumerKey}, secret: ${inbound.secret.reveal()} } }
    eventHosts: ['${hostOf('market-signed')}']
    outbound: { oauth1: { consumerKey: ${outbound.id}, secret: ${outbound.secret.reveal()} } }
    eventFormat: xml
    responder: { mode: auto }
    result: { format: xml, style: sdk }
  market-later:
    provider: appdirect
    auth: { oauth2: { clients: [{ id: ${inbound.consumerKey}, secret: ${inbound.secret.reveal()} }] } }
    eventHosts: ['${hostOf('market-later')}']
    outbound: ${toMarket}
    responder: { mode: async }
sinks:
  ledger:
    type: file
    path: ./data/events.ndjson
`;
}
