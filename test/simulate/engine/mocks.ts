/** Mocks on a clock that only the test moves, pushing to a gateway of the test's own. */

import type { TestContext } from 'node:test';
import { silentLog } from '../../../src/log.ts';
import type { Delivery, Message } from '../../../src/simulate/engine-log.ts';
import { type MockClock, mockClock } from '../../../src/simulate/mock-clock.ts';
import { type Mocks, type MocksOptions, openMocks } from '../../../src/simulate/mocks.ts';
import type { Heard, Said } from '../../providers/appdirect/listening.ts';
import { developmentSettings, type MockSettings, simulations } from '../../support/mocks.ts';
import { type Hearing, hearing } from './hearing.ts';

export const startMs = Date.UTC(2026, 0, 15, 12);

export type Held = Mocks & {
  readonly gateway: Hearing;
  readonly clock: MockClock;
  /** Lets all attempts happen, one by one, until nothing waits or `msMax` have passed on the mocks' clock. */
  runOut(msMax?: number): Promise<void>;
  message(id: string): Message;
  delivery(id: string): Delivery;
};

export type HeldOptions = {
  readonly answer?: (heard: Heard) => Said | Promise<Said>;
  readonly seed?: string;
  readonly settings?: (settings: MockSettings) => MockSettings;
  readonly clock?: MockClock;
  /** Other mocks than the real ones. */
  readonly list?: MocksOptions['list'];
};

export async function openHeldMocks(
  t: TestContext,
  providers: readonly string[],
  {
    answer = () => ({ status: 200 }),
    seed = 'test',
    settings = (given) => given,
    clock = mockClock({ scale: 0, startMs }),
    list = simulations,
  }: HeldOptions = {},
): Promise<Held> {
  const gateway = await hearing(t, answer);
  const mocks = await openMocks({
    providers,
    settings: settings({ ...developmentSettings, gateway: gateway.url }),
    clock,
    timeScale: 0,
    seed,
    log: silentLog,
    port: () => 0,
    list,
  });
  t.after(() => mocks.close());
  const { engine } = mocks;
  const message = (id: string) => {
    const found = engine.log.messages.get(id);
    if (found === undefined) throw new Error(`there is no message ${id}`);
    return found;
  };
  return {
    ...mocks,
    gateway,
    clock,
    runOut: async (msMax = Number.POSITIVE_INFINITY) => {
      const endMs = clock.now() + msMax;
      for (;;) {
        await engine.settled();
        const next = engine.nextDueMs();
        if (next === undefined || next > endMs) return;
        clock.advance(next - clock.now());
      }
    },
    message,
    delivery: (id) => {
      const found = message(id.replace(/\.\d+$/, '')).deliveries.find((one) => one.id === id);
      if (found === undefined) throw new Error(`there is no delivery ${id}`);
      return found;
    },
  };
}
