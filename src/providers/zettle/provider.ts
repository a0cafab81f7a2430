/** Zettle's Pusher: signed envelopes from a point of sale. See README.md. */
import type { Provider } from '../provider.ts';
import { zettleSettings } from './settings.ts';

export const zettle: Provider = {
  name: 'zettle',
  settings: zettleSettings,
  open: async (services) => (await import('./open.ts')).openZettle(services),
  first: async () => (await import('./first-source.ts')).firstZettleSource,
  simulate: async () => (await import('./simulate/simulate.ts')).zettleSimulation,
  commands: {
    summary: 'Manage subscriptions and their credentials',
    load: async () => (await import('./commands/zettle.ts')).zettleCommand(),
  },
};
