/** The configuration of the gateway in which something of everything has happened. */
import type { GatewayConfiguration } from '../../../../src/index.ts';
import { developmentClient } from '../../../../src/providers/zettle/simulate/mock.ts';
import type { storeSetting } from '../../../support/engine.ts';

export const market = { user: 'appdirect', password: 'development-appdirect-password' };
export const operatorToken = 'test-only-operator-token-0001';
export const viewerToken = 'test-only-operator-token-0002';
export const token = 'development-paazl-token';

/** `store`: what stands under `store`. */
export const listening = (store: Awaited<ReturnType<typeof storeSetting>>) => ({
  listen: { public: '127.0.0.1:0', admin: '127.0.0.1:0' },
  store,
});

export function configurationOf(parts: {
  readonly folder: string;
  readonly store: Awaited<ReturnType<typeof storeSetting>>;
  readonly tokens: readonly string[];
  readonly outside: string;
  readonly zettle: string;
  readonly marketplace: string;
}): GatewayConfiguration {
  const { folder, store, tokens, outside, zettle, marketplace } = parts;
  const shop = {
    provider: 'oneshoppingcart',
    key: 'development-shop-key',
    merchantId: '118303',
    merchantKey: 'development-merchant-key',
    apiBase: outside,
  } as const;
  const signingKeys = ['zLzClQLQN8yfH8aEjONeXzgJRAHR0zpD7RonFCpizujCUCectBlln0vFArTbLPYa'];
  const { clientId, clientSecret, apiKey, refreshToken } = developmentClient;
  const pos = { provider: 'zettle', signingKeys, pusherBase: zettle, oauthBase: zettle } as const;
  // A key serves one source.
  const other = (name: string) => ({ ...pos, signingKeys: [name.padEnd(64, '0')] }) as const;
  return {
    development: true,
    ...listening(store),
    publicUrl: outside,
    storedSecrets: 'plain',
    sources: {
      shipping: { provider: 'paazl', auth: { bearer: [...tokens] } },
      shop,
      'shop-refused': { ...shop, merchantKey: 'another-merchant-key' },
      market: {
        provider: 'appdirect',
        auth: { basic: market },
        eventHosts: [marketplace, new URL(outside).host],
        outbound: 'none',
        responder: { mode: 'async' },
      },
      pos: {
        ...pos,
        clientId,
        apiKey,
        subscriptions: [
          {
            name: 'purchases',
            events: ['PurchaseCreated'],
            destination: `${outside}/push/zettle/pos`,
            contactEmail: 'operations@example.com',
          },
        ],
      },
      'pos-of-an-app': { ...other('an-app'), clientId, clientSecret, refreshToken },
      'pos-without-client': other('without-client'),
      'pos-refused': { ...other('refused'), clientId, apiKey: 'another-api-key' },
      'pos-silent': { ...other('silent'), clientId, clientSecret, refreshToken, oauthBase: `${outside}/silent` },
    },
    alerts: {
      team: { type: 'slack', url: `${outside}/push/of-the-team` },
      // A port that nobody listens on.
      closed: { type: 'slack', url: 'http://127.0.0.1:9/of-nobody' },
    },
    sinks: {
      ledger: { type: 'file', path: `${folder}/events.ndjson` },
      closed: {
        type: 'http',
        // A port that nobody listens on.
        url: 'http://127.0.0.1:9/events',
        secrets: ['whsec_ZGV2ZWxvcG1lbnQtbW9jay1zaW5rLXNlY3JldC0wMDE='],
        retry: { attempts: 1 },
      },
    },
  };
}
