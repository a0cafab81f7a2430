/** AppDirect's event notifications: an event waits at a URL, and the answer is its business result. See README.md. */
import type { Provider } from '../provider.ts';

export const appdirect: Provider = {
  name: 'appdirect',
  open: async (services) => (await import('./open.ts')).openAppDirect(services),
  simulate: async () => (await import('./simulate/simulate.ts')).appdirectSimulation,
  commands: async () => (await import('./commands.ts')).appdirectCommand(),
};
