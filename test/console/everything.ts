/** A gateway of which everything in the console can be tried: what it calls answers, refuses, or takes nothing, as its name says. */
import type { TestContext } from 'node:test';
import { developmentClient, openZettleMock } from '../../src/providers/zettle/simulate/mock.ts';
import { systemClock } from '../../src/running/clock.ts';
import { signBasic } from '../../src/trust/schemes/basic.ts';
import { Secret } from '../../src/trust/secrets.ts';
import { example } from '../contract/dredd/tables/inbound.ts';
import { hearing } from '../simulate/engine/hearing.ts';
import { openProviderApi } from '../support/provider-api.ts';
import { openSecureGateway } from '../support/secure-gateway.ts';
import { until } from '../support/until.ts';

const token = 'development-paazl-token';
const market = { user: 'appdirect', password: Secret.of('development-appdirect-password') };

/** `admin`: further lines of the configuration. */
export async function openEverything(t: TestContext, consoleFolder: string, admin = '') {
  const zettle = await openZettleMock({ clock: systemClock });
  t.after(() => zettle.close());
  const marketplace = await openProviderApi(t, 'appdirect');
  const heard: string[] = [];
  const sink = { status: 200 };
  const { url: outside } = await hearing(t, ({ target }) => {
    heard.push(target);
    if (target.startsWith('/orders'))
      return { status: sink.status, contentType: 'text/plain', body: 'no such account' };
    if (target.startsWith('/push/')) return { status: 200 };
    const variant = target.includes('key=development-merchant-key') ? 'success' : 'failure';
    const body = example('oneshoppingcart', `request-test-notification.${variant}.xml`);
    return { status: 200, contentType: 'text/xml', body };
  });
  const configuration = (sinks = '') => `${admin}
publicUrl: ${outside}
storedSecrets: plain
sources:
  shipping: { provider: paazl, auth: { bearer: [${token}] } }
  shop: { provider: oneshoppingcart, key: development-shop-key, merchantId: '118303', merchantKey: development-merchant-key, apiBase: '${outside}' }
  shop-refused: { provider: oneshoppingcart, key: development-other-key, merchantId: '118304', merchantKey: another-merchant-key, apiBase: '${outside}' }
  market:
    provider: appdirect
    auth: { basic: { user: ${market.user}, password: ${market.password.reveal()} } }
    eventHosts: ['${new URL(marketplace).host}']
    outbound: none
    responder: { mode: async }
  pos:
    provider: zettle
    signingKeys: [zLzClQLQN8yfH8aEjONeXzgJRAHR0zpD7RonFCpizujCUCectBlln0vFArTbLPYa]
    clientId: ${developmentClient.clientId}
    apiKey: ${developmentClient.apiKey}
    pusherBase: '${zettle.url}'
    oauthBase: '${zettle.url}'
    subscriptions: [{ name: purchases, events: [PurchaseCreated], destination: '${outside}/push/zettle/pos', contactEmail: operations@example.com }]
alerts:
  team: { type: slack, url: '${outside}/push/of-the-team' }
  closed: { type: slack, url: 'http://127.0.0.1:9/of-nobody' }
sinks:
  orders: { type: http, url: '${outside}/orders', secrets: [whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw] }
${sinks}`;
  const gateway = await openSecureGateway(t, '', configuration(), { consoleFolder });

  return {
    gateway,
    zettle,
    /** Paths of what was asked of anybody but Zettle and the marketplace. */
    heard,
    /** What the sink answers from now on. */
    answerWith: (status: number) => {
      sink.status = status;
    },
    /** Adds a sink to the configuration's file. */
    addSink: (name: string) => gateway.write(configuration(`  ${name}: { type: file, path: ./${name}.ndjson }`)),
    /** The id of the message. */
    async push(reference: string): Promise<string> {
      await fetch(`${gateway.publicUrl}/push/paazl/shipping`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'user-agent': 'Paazl' },
        body: `{"orderReference":"${reference}","webshop":1234,"barcode":"3STEST-${reference}","status":"DELIVERED","recipient":"Ada"}`,
      });
      await until(async () => {
        const { work, deliveries } = await gateway.store.backlog();
        return work === 0 && deliveries === 0;
      });
      return newest('shipping');
    },
    /** An order at the marketplace whose result the business is to give. */
    async owe(): Promise<string> {
      const eventUrl = `${marketplace}/api/integration/v1/events/sample-order-console`;
      const answer = await fetch(
        `${gateway.publicUrl}/push/appdirect/market?eventUrl=${encodeURIComponent(eventUrl)}`,
        {
          headers: signBasic(market),
        },
      );
      await answer.arrayBuffer();
      await until(
        async () => (await gateway.store.listMessages({ resultOwed: true }, { limit: 1 })).items.length === 1,
      );
      return newest('market');
    },
  };

  async function newest(source: string): Promise<string> {
    return (await gateway.store.listMessages({ source }, { limit: 1 })).items[0]?.id ?? '';
  }
}
