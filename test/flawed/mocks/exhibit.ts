/** A mock with a mistake: the real one, changed in one place. */

import type { ProviderMock } from '../../../src/simulate/provider-mock.ts';
import type { OpenMock } from '../../../src/simulate/simulation.ts';
import { simulations } from '../../support/mocks.ts';

export type Exhibit = {
  readonly provider: string;
  /** After "a mock of Zettle's that". */
  readonly mistake: string;
  readonly open: OpenMock;
  /** The check of the conformance suite that must catch it, by its name. */
  readonly caughtBy: string;
};

export function realMock(provider: string): OpenMock {
  const real = simulations[provider];
  if (real === undefined) throw new Error(`there is no mock of ${provider}`);
  return real.open;
}

/** The real mock with some of its parts replaced. */
export const altered =
  (provider: string, change: (mock: ProviderMock) => Partial<ProviderMock>): OpenMock =>
  async (services, settings) => {
    const mock = await realMock(provider)(services, settings);
    return { ...mock, ...change(mock) };
  };
