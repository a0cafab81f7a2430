/** 1ShoppingCart: a notification that names an order. See README.md. */
import type { Provider } from '../provider.ts';
import { oneshoppingcartSettings } from './settings.ts';

export const oneshoppingcart: Provider = {
  name: 'oneshoppingcart',
  settings: oneshoppingcartSettings,
  open: async (services) => (await import('./open.ts')).openOneShoppingCart(services),
  first: async () => (await import('./first-source.ts')).firstOneshoppingcartSource,
  simulate: async () => (await import('./simulate/simulate.ts')).oneshoppingcartSimulation,
  commands: {
    summary: 'Use what its API offers besides orders',
    load: async () => (await import('./commands.ts')).oneshoppingcartCommand(),
  },
};
