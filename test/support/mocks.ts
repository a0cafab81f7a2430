/** The mocks of every provider of the list, and the settings with which they fit the ready-to-try configuration. */

import type { AppDirectMockSettings } from '../../src/providers/appdirect/simulate/settings.ts';
import { providers } from '../../src/providers/list.ts';
import type { OneShoppingCartMockSettings } from '../../src/providers/oneshoppingcart/simulate/settings.ts';
import type { PaazlMockSettings } from '../../src/providers/paazl/simulate/settings.ts';
import type { ZettleMockSettings } from '../../src/providers/zettle/simulate/settings.ts';
import { developmentSettings as settingsOf } from '../../src/simulate/settings.ts';
import { loadSimulations, mockNamesOf, type MockSettings as UntypedSettings } from '../../src/simulate/simulation.ts';

export const mockNames = mockNamesOf(providers);
export const simulations = await loadSimulations(providers);

/** As a test changes them: typed for those whose settings tests change. */
export type MockSettings = {
  readonly gateway: string;
  readonly ca?: string;
  readonly paazl: PaazlMockSettings;
  readonly oneshoppingcart: OneShoppingCartMockSettings;
  readonly zettle: ZettleMockSettings;
  readonly appdirect: AppDirectMockSettings;
};

/** Those that a mock is opened with, which came from `developmentSettings`. */
export const typed = (settings: UntypedSettings): MockSettings => settings as UntypedSettings & MockSettings;

export const developmentSettings: MockSettings = typed(settingsOf(simulations));
