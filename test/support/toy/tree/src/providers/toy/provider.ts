/** The toy: what a fifth provider has to bring. */
import type { Provider } from '../provider.ts';
import { toySettings } from './settings.ts';

export const toy: Provider = {
  name: 'toy',
  settings: toySettings,
  open: async (services) => (await import('./open.ts')).openToy(services),
  simulate: async () => (await import('./simulate/simulate.ts')).toySimulation,
};
