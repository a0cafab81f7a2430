/** Gateways for the inbound contracts, one for each condition that an answer needs, and the credentials that they know. */

import type { TestContext } from 'node:test';
import {
  createGateway,
  type GatewayConfiguration,
  openSqliteStore,
  type Store,
  StoreUnavailable,
  silentLog,
} from '../../../../src/index.ts';
import { openAppDirectStandIn } from '../../../../src/simulate/appdirect.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

export type Inbound = {
  /** Takes what is proven. */
  readonly url: string;
  /** Its store commits nothing. */
  readonly failing: string;
  /** Lets a stranger ask once in ten seconds. */
  readonly limited: string;
  /** Where AppDirect's events are fetched; it has one for every token. */
  readonly marketplace: string;
};

export const known = {
  paazl: 'development-paazl-token',
  // Of the contract's example path.
  shopKey: 'example-key-not-a-secret',
  // The example key of Zettle's own documentation.
  zettle: 'zLzClQLQN8yfH8aEjONeXzgJRAHR0zpD7RonFCpizujCUCectBlln0vFArTbLPYa',
  appdirect: { user: 'appdirect', password: 'development-appdirect-password' },
  client: { id: 'appdirect-market', secret: 'development-client-secret-of-nobody-0001' },
} as const;

export async function openInbound(t: TestContext): Promise<Inbound> {
  const standIn = await openAppDirectStandIn({ host: '127.0.0.1', port: 0 }, silentLog);
  t.after(() => standIn.close());
  const open = async (changes: Partial<GatewayConfiguration> = {}, store?: Store) => {
    const configuration = { ...configurationOf(temporaryFolder(t), new URL(standIn.url).host), ...changes };
    const gateway = createGateway({ configuration, log: silentLog, ...(store && { store }) });
    t.after(() => gateway.close());
    return (await gateway.start()).publicUrl;
  };
  const sound = await openSqliteStore({ path: `${temporaryFolder(t)}/pushdock.db` });
  return {
    url: await open(),
    failing: await open({}, unwilling(sound)),
    limited: await open({ policy: { limits: { unauthenticatedPerMinute: 6 } } }),
    marketplace: standIn.url,
  };
}

/** It fails as a full disk would, and may be better later. */
const unwilling = (store: Store): Store => ({
  ...store,
  append: () => Promise.reject(new StoreUnavailable('the disk is full', { fatal: false })),
});

function configurationOf(folder: string, marketplace: string): GatewayConfiguration {
  const market = {
    provider: 'appdirect',
    auth: { basic: known.appdirect },
    eventHosts: [marketplace],
    outbound: 'none',
    responder: { mode: 'auto' },
  } as const;
  const shop = {
    provider: 'oneshoppingcart',
    key: known.shopKey,
    merchantId: '118303',
    merchantKey: 'development-merchant-key',
    apiBase: 'http://127.0.0.1:9',
  } as const;
  return {
    development: true,
    listen: { public: '127.0.0.1:0', admin: '127.0.0.1:0' },
    store: `sqlite:${folder}/pushdock.db`,
    sources: {
      shipping: { provider: 'paazl', auth: { bearer: [known.paazl] } },
      partner: { provider: 'paazl', auth: { bearer: [known.paazl] }, sandbox: true },
      shop,
      'partner-shop': { ...shop, sandbox: true },
      pos: { provider: 'zettle', signingKeys: [known.zettle] },
      market,
      'market-later': { ...market, responder: { mode: 'async' } },
      'market-with-tokens': { ...market, auth: { oauth2: { clients: [known.client] } } },
    },
  };
}

/** What the gateway that limits strangers has heard from us, so that the next one is told to wait. */
export async function spend({ limited }: Inbound): Promise<string> {
  for (let tries = 0; tries < 5; tries += 1) {
    const { status } = await fetch(`${limited}/push/paazl/nobody`, { method: 'POST', body: '' });
    if (status === 429) return limited;
  }
  throw new Error('the limit for strangers is not reached');
}
