/** The mocks of every provider of the list, and the settings with which they fit the ready-to-try configuration. */

import {
  type AppDirectMockSettings,
  developmentSettings as appdirect,
} from '../../src/providers/appdirect/simulate/settings.ts';
import { providers } from '../../src/providers/list.ts';
import {
  type OneShoppingCartMockSettings,
  developmentSettings as oneshoppingcart,
} from '../../src/providers/oneshoppingcart/simulate/settings.ts';
import { type PaazlMockSettings, developmentSettings as paazl } from '../../src/providers/paazl/simulate/settings.ts';
import {
  type ZettleMockSettings,
  developmentSettings as zettle,
} from '../../src/providers/zettle/simulate/settings.ts';
import { loadSimulations, mockNamesOf, type MockSettings as UntypedSettings } from '../../src/simulate/simulation.ts';

export const mockNames = mockNamesOf(providers);
export const simulations = await loadSimulations(providers);

/** As a test changes them: typed for each provider. */
export type MockSettings = {
  readonly gateway: string;
  readonly ca?: string;
  readonly paazl: PaazlMockSettings;
  readonly oneshoppingcart: OneShoppingCartMockSettings;
  readonly zettle: ZettleMockSettings;
  readonly appdirect: AppDirectMockSettings;
};

export const developmentSettings: MockSettings = {
  gateway: 'http://127.0.0.1:8080',
  paazl,
  oneshoppingcart,
  zettle,
  appdirect,
};

/** Those that a mock is opened with, which came from `developmentSettings`. */
export const typed = (settings: UntypedSettings): MockSettings => settings as UntypedSettings & MockSettings;
