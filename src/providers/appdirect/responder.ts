/**
 * Who decides the answer to the marketplace. `http` calls a system of the team and `module` its code, each within a budget; `async` promises
 * the result for later; `auto` says yes to everything, in development, so that the first order can be tried before any of them exists.
 */
import { createHash } from 'node:crypto';
import type { Log } from '../../log.ts';
import type { Outbound } from '../../outbound/client.ts';
import type { Clock } from '../../running/clock.ts';
import { unfit } from './completion.ts';
import type { Ask, Question, Responded } from './question.ts';
import { openHttpResponder } from './responder-http.ts';
import { openModuleResponder } from './responder-module.ts';
import type { ResponderSettings } from './settings.ts';

export type Responder =
  /** Decides while the connection waits, for `budgetMs` at most; after that it has `lateMs` more. `retire`: of a module, when its source was replaced. */
  | {
      readonly kind: 'prompt';
      readonly budgetMs: number;
      readonly lateMs: number;
      readonly ask: Ask;
      readonly retire?: () => void;
    }
  /** Decides later. Without `ask` no system is told, and the decision comes through the operator API. */
  | { readonly kind: 'later'; readonly timeoutMs: number; readonly ask?: Ask };

/** `name`: of the source. Throws `ConfigurationError` for a module that cannot be used. */
export async function openResponder(
  name: string,
  settings: ResponderSettings,
  outbound: Outbound,
  clock: Clock,
  log?: Log,
): Promise<Responder> {
  switch (settings.mode) {
    case 'auto':
      return { kind: 'prompt', budgetMs: 1_000, lateMs: 0, ask: async (question) => yes(question) };
    case 'http': {
      const { timeoutMs: budgetMs, lateAnswerMs: lateMs } = settings;
      return { kind: 'prompt', budgetMs, lateMs, ask: fitting(openHttpResponder(settings, outbound, clock)) };
    }
    case 'module': {
      const { timeoutMs: budgetMs, lateAnswerMs: lateMs } = settings;
      const { ask, retire } = await openModuleResponder(name, settings, clock, log);
      return { kind: 'prompt', budgetMs, lateMs, ask: fitting(ask), retire };
    }
    case 'async': {
      const { url, timeoutMs } = settings;
      if (url === undefined) return { kind: 'later', timeoutMs };
      return { kind: 'later', timeoutMs, ask: fitting(openHttpResponder({ ...settings, url }, outbound, clock)) };
    }
  }
}

/** A result that cannot be one of this type is none. */
function fitting(ask: Ask): Ask {
  return async (question, bounds) => {
    const answer = await ask(question, bounds);
    const fault = answer.kind === 'result' ? unfit(question.type, answer.result) : undefined;
    return fault === undefined ? answer : { kind: 'failed', fault: `the responder gave no usable result: ${fault}` };
  };
}

/** The same event gets the same account, however often it is asked about. */
function yes({ type, identity }: Question): Responded {
  if (type !== 'SUBSCRIPTION_ORDER') return { kind: 'result', result: { success: true } };
  const accountIdentifier = `account-${createHash('sha256').update(identity).digest('hex').slice(0, 12)}`;
  return { kind: 'result', result: { success: true, accountIdentifier } };
}
