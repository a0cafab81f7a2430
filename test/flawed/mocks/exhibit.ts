/** A mock with a mistake: the real one, changed in one place. */
import { mockList, type OpenMock } from '../../../src/simulate/mock-list.ts';
import type { ProviderMock } from '../../../src/simulate/provider-mock.ts';

export type Exhibit = {
  readonly provider: string;
  /** After "a mock of Zettle's that". */
  readonly mistake: string;
  readonly open: OpenMock;
  /** The check of the conformance suite that must catch it, by its name. */
  readonly caughtBy: string;
};

export function realMock(provider: string): OpenMock {
  const open = mockList[provider];
  if (open === undefined) throw new Error(`there is no mock of ${provider}`);
  return open;
}

/** The real mock with some of its parts replaced. */
export const altered =
  (provider: string, change: (mock: ProviderMock) => Partial<ProviderMock>): OpenMock =>
  async (services, settings) => {
    const mock = await realMock(provider)(services, settings);
    return { ...mock, ...change(mock) };
  };
