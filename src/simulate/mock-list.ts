/** Every provider that has a mock, one line each. */
import { simulateAppDirect } from '../providers/appdirect/simulate.ts';
import { simulateOneShoppingCart } from '../providers/oneshoppingcart/simulate/simulate.ts';
import { simulatePaazl } from '../providers/paazl/simulate/simulate.ts';
import { simulateZettle } from '../providers/zettle/simulate/simulate.ts';
import type { MockServices, ProviderMock } from './provider-mock.ts';
import type { MockSettings } from './settings.ts';

export type OpenMock = (
  services: Omit<MockServices<never>, 'settings'>,
  settings: MockSettings,
) => Promise<ProviderMock>;

export const mockList: Readonly<Record<string, OpenMock>> = {
  paazl: async (services, { paazl }) => simulatePaazl({ ...services, settings: paazl }),
  oneshoppingcart: (services, { oneshoppingcart }) =>
    simulateOneShoppingCart({ ...services, settings: oneshoppingcart }),
  zettle: (services, { zettle }) => simulateZettle({ ...services, settings: zettle }),
  appdirect: (services, { appdirect }) => simulateAppDirect({ ...services, settings: appdirect }),
};
