/** Paazl's Push API: a shipment's status changed. See README.md. */
import type { Provider } from '../provider.ts';

export const paazl: Provider = {
  name: 'paazl',
  open: async () => (await import('./open.ts')).openPaazl(),
  simulate: async () => (await import('./simulate/simulate.ts')).paazlSimulation,
};
