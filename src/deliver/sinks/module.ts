/** Events to a module of the user's: its exported handlers are called with each event of their type. */
import type { Clock } from '../../clock.ts';
import { ConfigurationError, type ModuleSinkSettings } from '../../config.ts';
import type { StoredEvent } from '../../store/store.ts';
import { loadUserModule } from '../../user-module.ts';
import { within } from '../../within.ts';
import { passes } from '../fan-out.ts';
import type { Handler, HandlerContext } from '../handlers.ts';
import type { Attempted, Sink } from './sink.ts';

type Loaded = { readonly type: string; readonly handle: (event: unknown, context: unknown) => unknown };

/** Throws `ConfigurationError` for a module that cannot be loaded or exports no handler. */
export async function openModuleSink(name: string, settings: ModuleSinkSettings, clock: Clock): Promise<Sink> {
  const handlers = handlersOf(await loadUserModule(`sinks.${name}.path`, settings.path));
  if (handlers.length === 0)
    throw new ConfigurationError([
      `sinks.${name}.path: the module ${settings.path} exports no handler; write export const created = on('com.…', async (event, context) => { … })`,
    ]);

  return {
    name,
    settings: settings.delivery,
    deliver: async (event, context) => {
      const called = handlers.filter(({ type }) => passes([type], event.type));
      if (called.length === 0) return { kind: 'delivered', detail: 'no handler for this type' };
      const { deliveryId, attempt } = context;
      const { timeoutMs } = settings;
      return await within<Attempted>(
        { timeoutMs, clock, signal: context.signal },
        (signal) => inTurn(called, event, { sink: name, deliveryId, attempt, signal }),
        () => ({ kind: 'failed', detail: `the handler took longer than ${timeoutMs} ms` }),
      );
    },
    close: async () => {},
  };
}

/** What the module exports under any name, in lists too. Told by its shape: the module may import another copy of this package, or none. */
function handlersOf(exported: object): readonly Loaded[] {
  return Object.values(exported)
    .flat()
    .filter(isHandler)
    .map(({ type, handle }) => ({ type, handle: handle as Loaded['handle'] }));
}

const isHandler = (value: unknown): value is Handler =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  typeof value.type === 'string' &&
  'handle' in value &&
  typeof value.handle === 'function';

/** One after the other. Who was called before one that fails is called again with the next attempt. */
async function inTurn(called: readonly Loaded[], event: StoredEvent, context: HandlerContext): Promise<Attempted> {
  for (const { handle } of called) {
    try {
      context.signal.throwIfAborted();
      // A copy: what one handler changes, the next must not see.
      await handle(structuredClone(event.envelope), context);
    } catch (error) {
      return {
        kind: 'failed',
        detail: `the handler threw ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
      };
    }
  }
  return { kind: 'delivered', detail: `${called.length} ${called.length === 1 ? 'handler' : 'handlers'} returned` };
}
