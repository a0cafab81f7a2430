/** The mock providers' APIs and their control port, and a gateway in name only that answers whatever is pushed to it. */

import type { TestContext } from 'node:test';
import { silentLog } from '../../../../src/log.ts';
import { openControl } from '../../../../src/simulate/control/listener.ts';
import { mockClock } from '../../../../src/simulate/mock-clock.ts';
import { openMocks } from '../../../../src/simulate/mocks.ts';
import { promised } from '../../../simulate/conformance/asking.ts';
import { hearing } from '../../../simulate/engine/hearing.ts';
import { developmentSettings, mockNames, simulations } from '../../../support/mocks.ts';
import { answersOfProviders } from '../answers.ts';

export type Providers = {
  readonly control: string;
  /** Where the API of a provider's mock answers. */
  urlOf(provider: string): string;
  /** Answers 200, and under `/refusing` 404. */
  readonly destination: string;
  /** Makes a provider push, and gives back where it pushed to and what. */
  push(provider: string, event: string): Promise<{ readonly target: string; readonly body: string }>;
};

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
  const own = [...(await answersOfProviders())].flatMap(([name, { mockSettings }]) =>
    mockSettings === undefined ? [] : [[name, mockSettings] as const],
  );
  const mocks = await openMocks({
    list: simulations,
    providers: mockNames,
    settings: { ...developmentSettings, ...Object.fromEntries(own), gateway: gateway.url },
    clock: mockClock(),
    timeScale: 1,
    seed: 'contracts',
    log: silentLog,
    port: () => 0,
  });
  t.after(() => mocks.close());
  const control = await openControl(mocks, 0, silentLog);
  t.after(() => control.close());
  return {
    control: control.url,
    urlOf: (provider) => mocks.engine.mocks.get(provider)?.url ?? '',
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
