/** The responder in a module of the user's: its exported handlers are asked, in a thread of its own, and what one returns is the result. */

import { ConfigurationError } from '../../config/configuration-error.ts';
import { type Log, silentLog } from '../../log.ts';
import type { Clock } from '../../running/clock.ts';
import { ModuleFault, openModuleThread } from '../../running/user-module/module-thread.ts';
import { within } from '../../running/within.ts';
import type { Ask, Responded } from './question.ts';
import { parseResult } from './read-result.ts';
import type { ModuleResponderSettings } from './settings.ts';

/** `retire`: the source was replaced; the module's thread ends once it has answered what it was asked. */
export type ModuleResponder = { readonly ask: Ask; readonly retire: () => void };

/** Rejects with `ConfigurationError` for a module that cannot be loaded, exports no handler, or two for one type. */
export async function openModuleResponder(
  source: string,
  { path }: Pick<ModuleResponderSettings, 'path'>,
  clock: Clock,
  log: Log = silentLog,
): Promise<ModuleResponder> {
  const place = `sources.${source}.responder.path`;
  const module = await openModuleThread({ place, path, method: 'answer', clock, log });
  const fault = faultOf(module.types);
  if (fault !== undefined) {
    await module.close();
    throw new ConfigurationError([`${place}: the module ${path} ${fault}`]);
  }

  async function called(number: number, type: string, event: object, signal: AbortSignal): Promise<Responded> {
    try {
      const result = parseResult(Buffer.from(await module.call(number, event, { source, signal })));
      return result === undefined ? failed(`the handler of ${type} returned no result`) : { kind: 'result', result };
    } catch (error) {
      if (!(error instanceof ModuleFault)) throw error; // Its time was over, or the gateway stops.
      return failed(
        error.ended ? `the module ended: ${error.message}` : `the handler of ${type} threw ${error.message}`,
      );
    }
  }

  return {
    ask: async ({ envelope }, { timeoutMs, signal }) => {
      const number = handlerFor(String(envelope.type), module.types);
      const type = module.types[number];
      if (type === undefined) return unsupported;
      return await within<Responded>(
        { timeoutMs, clock, signal },
        (ending) => called(number, type, envelope, ending),
        () => failed(module.trouble() ?? `the handler took longer than ${timeoutMs} ms`),
      );
    },
    retire: () => module.retire(),
  };
}

function faultOf(types: readonly string[]): string | undefined {
  if (types.length === 0)
    return "exports no handler; write export const ordered = answer('com.appdirect.subscription.order', async (event) => ({ success: true, accountIdentifier: '…' }))";
  const twice = types.find((type, index) => types.indexOf(type) !== index);
  return twice && `exports two handlers for ${twice}, and only one can decide; remove one`;
}

const unsupported: Responded = {
  kind: 'result',
  result: { success: false, errorCode: 'CONFIGURATION_ERROR', message: 'Events of this type are not supported.' },
};

const failed = (fault: string): Responded => ({ kind: 'failed', fault });

/** The number of the one of exactly this type, or else of the longest pattern that fits; -1 when none does. */
function handlerFor(type: string, patterns: readonly string[]): number {
  const exact = patterns.indexOf(type);
  if (exact !== -1) return exact;
  const fitting = patterns.filter((pattern) => pattern.endsWith('*') && type.startsWith(pattern.slice(0, -1)));
  const [longest = ''] = fitting.toSorted((one, other) => other.length - one.length);
  return patterns.indexOf(longest);
}
