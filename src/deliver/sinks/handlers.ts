/** Events to functions: of the program that has opened the gateway, in this thread, or those that call a user's module in its own. */

import type { DeliverySettings } from '../../config.ts';
import type { Clock } from '../../running/clock.ts';
import { namedMessageOf } from '../../running/thrown.ts';
import type { Handler, HandlerContext } from '../../running/user-module/handlers.ts';
import { ModuleFault } from '../../running/user-module/module-thread.ts';
import { within } from '../../running/within.ts';
import type { StoredEvent } from '../../store/store.ts';
import { passes } from '../fan-out.ts';
import type { Attempted, Sink } from './sink.ts';

type Callable = { readonly type: string; readonly handle: (event: unknown, context: unknown) => unknown };

export function openHandlersSink(
  name: string,
  handlers: readonly Handler[],
  {
    timeoutMs,
    delivery,
    trouble = () => undefined,
  }: {
    readonly timeoutMs: number;
    readonly delivery: DeliverySettings;
    /** Why the handlers cannot be called at the moment, where that is known. */
    readonly trouble?: () => string | undefined;
  },
  clock: Clock,
): Sink {
  // Each is called with events of its type only, which is what its own type of event says.
  const callable = handlers.map(({ type, handle }) => ({ type, handle: handle as Callable['handle'] }));
  return {
    name,
    settings: delivery,
    deliver: async (event, context) => {
      const called = callable.filter(({ type }) => passes([type], event.type));
      if (called.length === 0) return { kind: 'delivered', detail: 'no handler for this type' };
      const { deliveryId, attempt } = context;
      return await within<Attempted>(
        { timeoutMs, clock, signal: context.signal },
        (signal) => inTurn(called, event, { sink: name, deliveryId, attempt, signal }),
        () => ({ kind: 'failed', detail: trouble() ?? `the handler took longer than ${timeoutMs} ms` }),
      );
    },
    close: async () => {},
  };
}

/** One after the other. Who was called before one that fails is called again with the next attempt. */
async function inTurn(called: readonly Callable[], event: StoredEvent, context: HandlerContext): Promise<Attempted> {
  for (const { handle } of called) {
    try {
      context.signal.throwIfAborted();
      // A copy, so that a handler does not see the changes of another.
      await handle(structuredClone(event.envelope), context);
    } catch (error) {
      return { kind: 'failed', detail: faultOf(error) };
    }
  }
  return { kind: 'delivered', detail: `${called.length} ${called.length === 1 ? 'handler' : 'handlers'} returned` };
}

function faultOf(error: unknown): string {
  if (error instanceof ModuleFault)
    return error.ended ? `the module ended: ${error.message}` : `the handler threw ${error.message}`;
  return `the handler threw ${namedMessageOf(error)}`;
}
