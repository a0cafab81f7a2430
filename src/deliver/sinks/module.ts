/** Events to a module of the user's: its exported handlers are called with each event of their type. */
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Clock } from '../../clock.ts';
import { ConfigurationError, type ModuleSinkSettings } from '../../config.ts';
import type { StoredEvent } from '../../store/store.ts';
import { passes } from '../fan-out.ts';
import type { Handler } from '../handlers.ts';
import type { AttemptContext, Attempted, Sink } from './sink.ts';

type Loaded = { readonly type: string; readonly handle: (event: unknown, context: unknown) => unknown };

/** Throws `ConfigurationError` for a module that cannot be loaded or exports no handler. */
export async function openModuleSink(name: string, settings: ModuleSinkSettings, clock: Clock): Promise<Sink> {
  const handlers = handlersOf(await load(name, settings.path));
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
      return await callAll(called, event, { ...context, sink: name }, settings.timeoutMs, clock);
    },
    close: async () => {},
  };
}

async function load(name: string, path: string): Promise<object> {
  try {
    return await import(pathToFileURL(resolve(path)).href);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const isTypeScript = /^\.[cm]?ts$/.test(extname(path));
    const reason =
      isTypeScript && code === 'ERR_UNKNOWN_FILE_EXTENSION'
        ? `is TypeScript, which Node ${process.versions.node} does not load; compile it to .mjs, or run the gateway with Node 22.18 or newer, or with node --import tsx`
        : `cannot be loaded (${error instanceof Error ? error.message : String(error)}); correct it`;
    throw new ConfigurationError([`sinks.${name}.path: the module ${path} ${reason}`]);
  }
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

/** One after the other, all within one time. Who is called when an earlier one fails is called again with the next attempt. */
async function callAll(
  called: readonly Loaded[],
  event: StoredEvent,
  context: AttemptContext & { readonly sink: string },
  timeoutMs: number,
  clock: Clock,
): Promise<Attempted> {
  const over = new AbortController();
  const ended = new AbortController();
  const signal = AbortSignal.any([context.signal, over.signal]);
  const tooLong = clock.sleep(timeoutMs, ended.signal).then((): Attempted => {
    over.abort(new Error(`the handler took longer than ${timeoutMs} ms`));
    return { kind: 'failed', detail: `the handler took longer than ${timeoutMs} ms` };
  });
  try {
    return await Promise.race([
      inTurn(called, event, { ...context, signal }),
      tooLong,
      aborted(context.signal, ended.signal),
    ]);
  } finally {
    ended.abort();
  }
}

async function inTurn(called: readonly Loaded[], event: StoredEvent, context: AttemptContext): Promise<Attempted> {
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

/** Rejects when `signal` aborts; listens until `ended`, since many attempts may share one signal. */
function aborted(signal: AbortSignal, ended: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: ended });
  });
}
