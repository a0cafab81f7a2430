/** Events to a module of the user's: its exported handlers are called, in a thread of its own, with each event of their type. */

import { ConfigurationError } from '../../config/configuration-error.ts';
import type { ModuleSinkSettings } from '../../config/settings.ts';
import { type Log, silentLog } from '../../log.ts';
import { type Clock, systemClock } from '../../running/clock.ts';
import type { HandlerContext } from '../../running/user-module/handlers.ts';
import { openModuleThread } from '../../running/user-module/module-thread.ts';
import { openHandlersSink } from './handlers.ts';
import type { Sink } from './sink.ts';

/** Rejects with `ConfigurationError` for a module that cannot be loaded or exports no handler. */
export async function openModuleSink(
  name: string,
  settings: ModuleSinkSettings,
  clock: Clock = systemClock,
  log: Log = silentLog,
): Promise<Sink> {
  const { path } = settings;
  const place = `sinks.${name}.path`;
  const module = await openModuleThread({ place, path, method: 'handle', clock, log });
  if (module.types.length === 0) {
    await module.close();
    throw new ConfigurationError([
      `${place}: the module ${path} exports no handler; write export const created = on('com.…', async (event, context) => { … })`,
    ]);
  }
  const handlers = module.types.map((type, number) => ({
    type,
    handle: (event: unknown, { signal, sink, deliveryId, attempt }: HandlerContext) =>
      module.call(number, event, { sink, deliveryId, attempt, signal }),
  }));
  return {
    ...openHandlersSink(name, handlers, { ...settings, trouble: module.trouble }, clock),
    close: () => module.close(),
  };
}
