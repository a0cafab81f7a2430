/** The mock providers' APIs and their control port, and a gateway in name only that answers whatever is pushed to it. */

import type { TestContext } from 'node:test';
import { silentLog } from '../../../../src/log.ts';
import { openZettleMock, type ZettleMock } from '../../../../src/providers/zettle/simulate/mock.ts';
import { systemClock } from '../../../../src/running/clock.ts';
import { openControl } from '../../../../src/simulate/control/listener.ts';
import { mockClock } from '../../../../src/simulate/mock-clock.ts';
import { openMocks } from '../../../../src/simulate/mocks.ts';
import { Secret } from '../../../../src/trust/secrets.ts';
import { promised } from '../../../simulate/conformance/asking.ts';
import { hearing } from '../../../simulate/engine/hearing.ts';
import { developmentSettings, mockNames, simulations } from '../../../support/mocks.ts';

export type Providers = {
  readonly control: string;
  readonly oneshoppingcart: string;
  readonly appdirect: string;
  readonly zettle: ZettleMock;
  /** Answers 200, and under `/refusing` 404. */
  readonly destination: string;
  /** Makes a provider push, and gives back where it pushed to and what. */
  push(provider: string, event: string): Promise<{ readonly target: string; readonly body: string }>;
};

export const client = { clientId: 'contract-client', clientSecret: 'development-outbound-secret-0001' };
export const merchantKey = developmentSettings.oneshoppingcart.merchantKey.reveal();

/** Of a token endpoint that grants it. */
export async function accessTokenOf(url: string, fields: Readonly<Record<string, string>>): Promise<string> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
  const { access_token } = (await answer.json()) as { access_token?: string };
  return access_token ?? '';
}

export async function openProviders(t: TestContext): Promise<Providers> {
  const gateway = await hearing(t, ({ target }) =>
    target.startsWith('/push/appdirect/') ? promised : { status: target.startsWith('/refusing') ? 404 : 200 },
  );
  const mocks = await openMocks({
    list: simulations,
    providers: mockNames,
    settings: {
      ...developmentSettings,
      gateway: gateway.url,
      appdirect: {
        ...developmentSettings.appdirect,
        outbound: { oauth2: { clientId: client.clientId, clientSecret: Secret.of(client.clientSecret) } },
      },
    },
    clock: mockClock(),
    timeScale: 1,
    seed: 'contracts',
    log: silentLog,
    port: () => 0,
  });
  t.after(() => mocks.close());
  const control = await openControl(mocks, 0, silentLog);
  t.after(() => control.close());
  const zettle = await openZettleMock({ clock: systemClock });
  t.after(() => zettle.close());
  const urlOf = (provider: string) => mocks.engine.mocks.get(provider)?.url ?? '';
  return {
    control: control.url,
    oneshoppingcart: urlOf('oneshoppingcart'),
    appdirect: urlOf('appdirect'),
    zettle,
    destination: gateway.url,
    push: async (provider, event) => {
      const before = gateway.heard.length;
      const emitted = mocks.engine.emit({ provider, event });
      if (!emitted.ok) throw new Error(emitted.detail);
      await mocks.engine.settled();
      const heard = gateway.heard.slice(before).find(({ target }) => target.startsWith(`/push/${provider}/`));
      if (heard === undefined) throw new Error(`${provider} pushed nothing`);
      return { target: heard.target, body: heard.bytes.toString('utf8') };
    },
  };
}
