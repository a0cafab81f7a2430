/** Paazl's Push API: a shipment's status changed. See README.md. */
import type { Provider } from '../provider.ts';
import { paazlSettings } from './settings.ts';

export const paazl: Provider = {
  name: 'paazl',
  settings: paazlSettings,
  open: async () => (await import('./open.ts')).openPaazl(),
  simulate: async () => (await import('./simulate/simulate.ts')).paazlSimulation,
};
