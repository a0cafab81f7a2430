/** Gateways for the operator API: one in which something of everything has happened, one that asks for a token, two whose store is ill. */

import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import {
  createGateway as createClient,
  type Gateway as OperatorClient,
} from '../../../../generated/gateway/client/client.ts';
import { createGateway, type OpenedStore, StoreUnavailable, silentLog } from '../../../../src/index.ts';
import { openZettleMock, type ZettleMock } from '../../../../src/providers/zettle/simulate/mock.ts';
import { systemClock } from '../../../../src/running/clock.ts';
import { signBasic } from '../../../../src/trust/schemes/basic.ts';
import { Secret } from '../../../../src/trust/secrets.ts';
import { hearing } from '../../../simulate/engine/hearing.ts';
import { openTestStore } from '../../../store/test-store.ts';
import { storeSetting } from '../../../support/engine.ts';
import { openProviderApi } from '../../../support/provider-api.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { until } from '../../../support/until.ts';
import { example } from '../tables/inbound.ts';
import { configurationOf, listening, market, operatorToken, token, viewerToken } from './operator-configuration.ts';

export type Operated = {
  readonly url: string;
  readonly publicUrl: string;
  readonly client: OperatorClient;
  readonly zettle: ZettleMock;
  /** Wants a token, as outside development. */
  readonly guarded: string;
  readonly ill: string;
  /** Its store cannot be asked for a session. */
  readonly away: string;
  /** The id of a message that was processed, and departs from its contract in one field. */
  readonly processed: string;
  /** The id of a message whose business result is awaited. */
  owe(): Promise<string>;
  /** The id of one whose event is still being fetched, so that nothing was asked yet. */
  fetching(): Promise<string>;
  /** Writes the configuration's file anew: as it is in force but for one token, or with a fault. */
  configure(how: 'changed' | 'faulty'): void;
};

export async function openOperated(t: TestContext): Promise<Operated> {
  const zettle = await openZettleMock({ clock: systemClock });
  t.after(() => zettle.close());
  const marketplace = await openProviderApi(t, 'appdirect');
  const outside = await openOutside(t);
  const folder = temporaryFolder(t);
  const file = join(folder, 'pushdock.yaml');
  const kept = await storeSetting(`${folder}/pushdock.db`);
  const write = (tokens: readonly string[]) =>
    writeFileSync(
      file,
      JSON.stringify(
        configurationOf({
          folder,
          store: kept,
          tokens,
          outside,
          zettle: zettle.url,
          marketplace: new URL(marketplace).host,
        }),
      ),
    );
  write([token]);
  const gateway = createGateway({ configuration: file, log: silentLog, env: {} });
  t.after(() => gateway.close());
  const { publicUrl, operatorUrl: url, store } = await gateway.start();
  const client = createClient({ baseUrl: url });

  const push = (body: string) =>
    fetch(`${publicUrl}/push/paazl/shipping`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body });
  await push(example('paazl', 'shipment-status.created.json'));
  await push(example('paazl', 'shipment-status.created.json').replace('{', '{ "courier": "on foot",'));
  await until(async () => {
    const { work, deliveries } = await store.backlog();
    return work === 0 && deliveries === 0;
  });
  const [processed] = (await store.listMessages({ source: 'shipping' }, { limit: 1 })).items;

  /** A notification of an event at that marketplace, and the id of its message. */
  async function notify(at: string): Promise<string> {
    const known = new Set(await marketMessages());
    const hungUp = new AbortController();
    const eventUrl = `${at}/api/integration/v1/events/sample-order-${randomUUID()}`;
    const heard = fetch(`${publicUrl}/push/appdirect/market?eventUrl=${encodeURIComponent(eventUrl)}`, {
      headers: signBasic({ user: market.user, password: Secret.of(market.password) }),
      signal: hungUp.signal,
    });
    const fresh = async () => (await marketMessages()).find((id) => !known.has(id));
    if (at === marketplace) await heard;
    else {
      await until(async () => (await fresh()) !== undefined);
      heard.catch(() => undefined);
      hungUp.abort();
    }
    return (await fresh()) ?? '';
  }
  const marketMessages = async () =>
    (await store.listMessages({ source: 'market' }, { limit: 100 })).items.map(({ id }) => id);

  return {
    url,
    publicUrl,
    client,
    zettle,
    guarded: await openGuarded(t),
    ill: await openIll(t, (store) => ({ ...store, healthy: full })),
    away: await openIll(t, (store) => ({
      ...store,
      kept: (space, key) => (space === 'sessions' ? full() : store.kept(space, key)),
    })),
    processed: processed?.id ?? '',
    owe: () => notify(marketplace),
    fetching: () => notify(outside),
    configure: (how) => (how === 'changed' ? write([token, 'development-paazl-token-of-next-year']) : write([])),
  };
}

/** What else a gateway calls: an account of 1ShoppingCart, a Zettle that says nothing, a marketplace that never answers, and the address at which Zettle finds us. */
async function openOutside(t: TestContext): Promise<string> {
  const { url } = await hearing(t, ({ target }) => {
    if (target.startsWith('/push/')) return { status: 200 };
    if (target.startsWith('/api/integration/')) return new Promise<never>(() => {});
    if (target.startsWith('/silent/')) return { status: 200, contentType: 'text/html', body: '<h1>It works!</h1>' };
    const variant = target.includes('key=development-merchant-key') ? 'success' : 'failure';
    const body = example('oneshoppingcart', `request-test-notification.${variant}.xml`);
    return { status: 200, contentType: 'text/xml', body };
  });
  return url;
}

async function openGuarded(t: TestContext): Promise<string> {
  const gateway = createGateway({
    configuration: {
      ...listening(await storeSetting(`${temporaryFolder(t)}/pushdock.db`)),
      admin: {
        tokens: [
          { name: 'on-call', secret: { env: 'OPERATOR_TOKEN' } },
          { name: 'support', role: 'viewer', secret: { env: 'VIEWER_TOKEN' } },
        ],
      },
      sources: { shipping: { provider: 'paazl', auth: { bearer: [{ env: 'PAAZL_TOKEN' }] } } },
    },
    env: {
      OPERATOR_TOKEN: operatorToken,
      VIEWER_TOKEN: viewerToken,
      PAAZL_TOKEN: 'test-only-paazl-token-0001',
    },
    log: silentLog,
  });
  t.after(() => gateway.close());
  return (await gateway.start()).operatorUrl;
}

const full = () => Promise.reject(new StoreUnavailable('the disk is full', { fatal: false }));

async function openIll(t: TestContext, ill: (store: OpenedStore) => OpenedStore): Promise<string> {
  const { store } = await openTestStore(t);
  const gateway = createGateway({
    configuration: {
      development: true,
      ...listening(await storeSetting(`${temporaryFolder(t)}/pushdock.db`)),
      sources: { shipping: { provider: 'paazl', auth: { bearer: [token] } } },
    },
    store: ill(store),
    log: silentLog,
  });
  t.after(() => gateway.close());
  return (await gateway.start()).operatorUrl;
}
