/** Paazl's Push API: a shipment's status changed. See README.md. */
import type { Provider } from '../provider.ts';
import { paazlSettings } from './settings.ts';

export const paazl: Provider = {
  name: 'paazl',
  settings: paazlSettings,
  open: async (services) => (await import('./open.ts')).openPaazl(services),
  first: async () => (await import('./first-source.ts')).firstPaazlSource,
  simulate: async () => (await import('./simulate/simulate.ts')).paazlSimulation,
};
