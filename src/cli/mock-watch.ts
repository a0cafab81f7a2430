/** Messages of the mocks, followed on the terminal: a line for each attempt as it happens. */
import type { LoggedAttempt, LoggedMessage } from '../../generated/mock/models.ts';
import { systemClock } from '../running/clock.ts';
import type { MockControl } from '../simulate/control/client.ts';
import { controlled } from './mock-control.ts';
import { printText } from './print.ts';

const LOOK_MS = 200;
const LOG_LIMIT = 10_000;

/** Returns when every one of `ids` has ended; without ids it goes on until the command is ended. `provider`: only of this one. */
export async function watchMessages(
  control: MockControl,
  ids: readonly string[] | undefined,
  provider?: string,
): Promise<void> {
  const printed = new Map<string, string>();
  const say = (key: string, text: string) => {
    if (printed.get(key) === text) return;
    printed.set(key, text);
    printText(text);
  };
  const wanted = ids && new Set(ids);
  for (;;) {
    const query = { limit: LOG_LIMIT, ...(provider === undefined ? {} : { provider }) };
    const { items } = await controlled(control.listLog({ query }));
    const shown = items.filter(({ id }) => wanted?.has(id) ?? true);
    for (const message of shown) sayAll(message, say);
    if (wanted !== undefined && shown.length === wanted.size && shown.every(({ state }) => state !== 'waiting')) return;
    await systemClock.sleep(LOOK_MS);
  }
}

function sayAll(message: LoggedMessage, say: (key: string, text: string) => void): void {
  for (const delivery of message.deliveries)
    for (const attempt of delivery.attempts)
      say(
        `${delivery.id}/${attempt.number}`,
        `${attempt.dueAt}  ${delivery.id}  ${message.event}  ${attemptText(attempt)}`,
      );
  const next = message.deliveries.flatMap(({ nextAttemptAt }) => nextAttemptAt ?? []).sort()[0];
  if (message.state === 'waiting') {
    if (next !== undefined && message.deliveries.some(({ attempts }) => attempts.length > 0))
      say(message.id, `${' '.repeat(24)}  ${message.id}  next attempt ${next}`);
    return;
  }
  const why = message.note ?? message.deliveries.find(({ note }) => note !== undefined)?.note;
  say(message.id, `${' '.repeat(24)}  ${message.id}  ${message.state}${why === undefined ? '' : `: ${why}`}`);
}

function attemptText({ number, status, noAnswer, outcome, tookMs, faults, note }: LoggedAttempt): string {
  const heard = status ?? noAnswer ?? outcome;
  const more = [...faults, ...(note === undefined ? [] : [note])].join(', ');
  return `attempt ${number}: ${heard} in ${tookMs} ms${more === '' ? '' : ` (${more})`}`;
}
