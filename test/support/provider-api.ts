/** The API of one mock provider by itself, on a free port, with the settings of the ready-to-try configuration. */
import type { TestContext } from 'node:test';
import { type Log, silentLog } from '../../src/log.ts';
import { mockClock } from '../../src/simulate/mock-clock.ts';
import { openMocks } from '../../src/simulate/mocks.ts';
import { developmentSettings, simulations } from './mocks.ts';

/** Resolves with its base URL. `gateway`: where it pushes what its API is asked for. */
export async function openProviderApi(
  t: Pick<TestContext, 'after'>,
  provider: 'oneshoppingcart' | 'zettle' | 'appdirect',
  { gateway = 'http://127.0.0.1:9', log = silentLog }: { readonly gateway?: string; readonly log?: Log } = {},
): Promise<string> {
  const mocks = await openMocks({
    list: simulations,
    providers: [provider],
    settings: { ...developmentSettings, gateway },
    clock: mockClock(),
    timeScale: 1,
    seed: provider,
    log,
    port: () => 0,
  });
  t.after(() => mocks.close());
  const { url } = mocks.engine.mocks.get(provider) ?? {};
  if (url === undefined) throw new Error(`${provider} has no API`);
  return url;
}
