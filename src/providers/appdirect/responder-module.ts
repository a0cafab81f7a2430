/** The responder in a module of the user's: its exported handlers are asked, and what one returns is the result. */
import type { Clock } from '../../clock.ts';
import { ConfigurationError, type ModuleResponderSettings } from '../../config.ts';
import { loadUserModule } from '../../user-module.ts';
import { within } from '../../within.ts';
import type { Ask, Question, Responded } from './responder.ts';
import { parseResult } from './result.ts';

type Loaded = { readonly type: string; readonly answer: (event: unknown, context: unknown) => unknown };

/** Throws `ConfigurationError` for a module that cannot be loaded, exports no handler, or two for one type. */
export async function openModuleResponder(
  source: string,
  { path }: Pick<ModuleResponderSettings, 'path'>,
  clock: Clock,
): Promise<Ask> {
  const place = `sources.${source}.responder.path`;
  const handlers = Object.values(await loadUserModule(place, path))
    .flat()
    .filter(isHandler);
  if (handlers.length === 0)
    throw new ConfigurationError([
      `${place}: the module ${path} exports no handler; write export const ordered = answer('com.appdirect.subscription.order', async (event) => ({ success: true, accountIdentifier: '…' }))`,
    ]);
  const twice = handlers.find(({ type }, index) => handlers.findIndex((other) => other.type === type) !== index);
  if (twice !== undefined)
    throw new ConfigurationError([
      `${place}: the module ${path} exports two handlers for ${twice.type}, and only one can decide; remove one`,
    ]);

  return async (question, { timeoutMs, signal }) => {
    const handler = handlerFor(String(question.envelope.type), handlers);
    if (handler === undefined) return unsupported;
    return await within<Responded>(
      { timeoutMs, clock, signal },
      (ending) => called(handler, question, source, ending),
      () => failed(`the handler took longer than ${timeoutMs} ms`),
    );
  };
}

const unsupported: Responded = {
  kind: 'result',
  result: { success: false, errorCode: 'CONFIGURATION_ERROR', message: 'Events of this type are not supported.' },
};

const failed = (fault: string): Responded => ({ kind: 'failed', fault });

/** The one of exactly this type, or else the longest pattern that fits. */
function handlerFor(type: string, handlers: readonly Loaded[]): Loaded | undefined {
  const fits = ({ type: pattern }: Loaded) =>
    pattern === type || (pattern.endsWith('*') && type.startsWith(pattern.slice(0, -1)));
  return handlers
    .filter(fits)
    .toSorted(
      (one, other) => Number(other.type === type) - Number(one.type === type) || other.type.length - one.type.length,
    )[0];
}

async function called(
  { type, answer }: Loaded,
  { envelope }: Question,
  source: string,
  signal: AbortSignal,
): Promise<Responded> {
  try {
    signal.throwIfAborted();
    // A copy: what a handler changes, a later attempt must not see.
    const returned: unknown = await answer(structuredClone(envelope), { source, signal });
    const result = parseResult(Buffer.from(JSON.stringify(returned) ?? ''));
    return result === undefined ? failed(`the handler of ${type} returned no result`) : { kind: 'result', result };
  } catch (error) {
    const thrown = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return failed(`the handler of ${type} threw ${thrown}`);
  }
}

/** Told by its shape: the module may import another copy of this package, or none. */
const isHandler = (value: unknown): value is Loaded =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  typeof value.type === 'string' &&
  'answer' in value &&
  typeof value.answer === 'function';
