/** Events to a module of the user's: its exported handlers are called with each event of their type. */
import type { Clock } from '../../clock.ts';
import { ConfigurationError, type ModuleSinkSettings } from '../../config.ts';
import { loadUserModule } from '../../user-module.ts';
import type { Handler } from '../handlers.ts';
import { openHandlersSink } from './handlers.ts';
import type { Sink } from './sink.ts';

/** Throws `ConfigurationError` for a module that cannot be loaded or exports no handler. */
export async function openModuleSink(name: string, settings: ModuleSinkSettings, clock: Clock): Promise<Sink> {
  // What it exports under any name, in lists too.
  const exported = await loadUserModule(`sinks.${name}.path`, settings.path);
  const handlers = Object.values(exported).flat().filter(isHandler);
  if (handlers.length === 0)
    throw new ConfigurationError([
      `sinks.${name}.path: the module ${settings.path} exports no handler; write export const created = on('com.…', async (event, context) => { … })`,
    ]);
  return openHandlersSink(name, handlers, settings, clock);
}

/** Told by its shape: the module may import another copy of this package, or none. */
const isHandler = (value: unknown): value is Handler =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  typeof value.type === 'string' &&
  'handle' in value &&
  typeof value.handle === 'function';
