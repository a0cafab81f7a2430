/** AppDirect's event notifications: an event waits at a URL, and the answer is its business result. See README.md. */
import type { Provider } from '../provider.ts';
import { appdirectSettings } from './settings.ts';

export const appdirect: Provider = {
  name: 'appdirect',
  settings: appdirectSettings,
  open: async (services) => (await import('./open.ts')).openAppDirect(services),
  first: async () => (await import('./first-source.ts')).firstAppdirectSource,
  simulate: async () => (await import('./simulate/simulate.ts')).appdirectSimulation,
  commands: {
    summary: 'Show and give the results it waits for',
    load: async () => (await import('./commands.ts')).appdirectCommand(),
  },
};
