/**
 * The thread that a user's module lives in. Whatever it does there, the gateway goes on: an error that nothing catches, `process.exit`,
 * an endless loop or too much memory ends this thread, and `module-thread.ts` starts another.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { namedMessageOf, stackOf } from '../thrown.ts';
import { type Loaded, loadHandlers, unloadableReason } from './load.ts';
import type { FromModule, ModuleThreadData, ToModule } from './messages.ts';

type Call = Extract<ToModule, { kind: 'call' }>;

const { path, method } = workerData as ModuleThreadData;
const say = (message: FromModule) => parentPort?.postMessage(message);
/** Which call the code that runs belongs to, also in its timers and promises. */
const calls = new AsyncLocalStorage<Pick<Call, 'number' | 'event'>>();
const underWay = new Map<number, AbortController>();

let isEnding = false;
const ending = (fault: string) => {
  if (isEnding) return; // After an error Node itself calls `process.exit`.
  isEnding = true;
  const from = calls.getStore();
  const eventId = idOf(from?.event);
  say({ kind: 'ending', fault, ...(from && { number: from.number }), ...(eventId !== undefined && { eventId }) });
};
// Says which call it was, and changes nothing: the thread ends as Node has it.
process.on('uncaughtExceptionMonitor', (error: unknown) => ending(stackOf(error)));
const { exit } = process;
process.exit = (code) => {
  const called = new Error(`process.exit(${code ?? ''}) was called`);
  Error.captureStackTrace(called, process.exit);
  ending(stackOf(called));
  return exit(code);
};

let handlers: readonly Loaded[] = [];
try {
  handlers = await loadHandlers(path, method);
  say({ kind: 'loaded', types: handlers.map(({ type }) => type) });
} catch (error) {
  say({ kind: 'unloadable', reason: unloadableReason(path, error) });
}

parentPort?.on('message', (message: ToModule) => {
  if (message.kind === 'call') void calls.run(message, () => call(message));
  else {
    underWay.get(message.number)?.abort(new Error(message.reason));
    say({ kind: 'heard', number: message.number });
  }
});

async function call({ number, handler, event, context }: Call): Promise<void> {
  const aborting = new AbortController();
  underWay.set(number, aborting);
  try {
    const returned: unknown = await handlers[handler]?.call(event, { ...context, signal: aborting.signal });
    const value = method === 'answer' ? (JSON.stringify(returned) ?? '') : '';
    // A promise that somebody forgot to await, and that is rejected by now, ends the thread before the next turn. Then this call is not done.
    await new Promise(setImmediate);
    say({ kind: 'returned', number, value });
  } catch (error) {
    say({ kind: 'threw', number, said: namedMessageOf(error) });
  } finally {
    underWay.delete(number);
  }
}

function idOf(event: unknown): string | undefined {
  return typeof event === 'object' && event !== null && 'id' in event && typeof event.id === 'string'
    ? event.id
    : undefined;
}
