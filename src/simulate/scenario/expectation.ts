/** In what things are not as they are expected; `undefined`: they are. */
import { isDeepStrictEqual } from 'node:util';
import type { LoggedDelivery, LoggedMessage } from '../../../generated/mock/models.ts';
import type { Expect } from './scenario.ts';

/** What the gateway has delivered, as far as a scenario looks at it. */
export type GatewayEvent = { readonly id: string; readonly type: string; readonly data?: unknown };

export type Seen = {
  /** Of the latest step `send`. */
  readonly messages: readonly LoggedMessage[];
  /** Whether all of them are in the log: those with a rate come one by one. */
  readonly complete: boolean;
  readonly state: { readonly [name: string]: unknown };
  readonly events: readonly GatewayEvent[];
};

export function departure(expect: Expect, { messages, complete, state, events }: Seen): string | undefined {
  const deliveries = messages.flatMap((message) => message.deliveries);
  const asksOfMessages = [
    expect.answer,
    expect.answers,
    expect.attempts,
    expect.state,
    expect.errorCode,
    expect.reason,
  ].some((one) => one !== undefined);
  if (asksOfMessages && !complete) return 'not every message is under way';
  const found = [
    expect.answer === undefined
      ? undefined
      : differing('answer', deliveries, (one) => heard(one).at(-1), expect.answer),
    expect.answers === undefined ? undefined : differing('answers', deliveries, heard, [...expect.answers]),
    expect.attempts === undefined
      ? undefined
      : differing('attempts', deliveries, (one) => one.attempts.length, expect.attempts),
    expect.state === undefined ? undefined : differing('state', messages, (one) => one.state, expect.state),
    expect.errorCode === undefined
      ? undefined
      : differing('errorCode', messages, (one) => /^([A-Z_]+):/.exec(whyOf(one) ?? '')?.[1], expect.errorCode),
    expect.reason === undefined ? undefined : otherReason(messages, expect.reason),
    expect.event === undefined ? undefined : missingEvent(expect.event, events),
    expect.provider === undefined || contains(state, expect.provider)
      ? undefined
      : `the provider's state is ${JSON.stringify(state)}, expected ${JSON.stringify(expect.provider)}`,
  ];
  return found.find((one) => one !== undefined);
}

const heard = ({ attempts }: LoggedDelivery): readonly (number | string)[] =>
  attempts.map(({ status, outcome }) => status ?? outcome);

function differing<T extends LoggedDelivery | LoggedMessage>(
  what: string,
  all: readonly T[],
  of: (one: T) => unknown,
  expected: unknown,
): string | undefined {
  if (all.length === 0) return `nothing was sent that could have ${what} ${JSON.stringify(expected)}`;
  const wrong = all.find((one) => !isDeepStrictEqual(of(one), expected));
  if (wrong === undefined) return undefined;
  const why = whyOf(wrong);
  return `${wrong.id}: ${what} ${JSON.stringify(of(wrong) ?? null)}, expected ${JSON.stringify(expected)}${why === undefined ? '' : `; ${why}`}`;
}

/** What the latest attempt that failed came to grief by, or why there was none. */
function whyOf(one: LoggedDelivery | LoggedMessage): string | undefined {
  const attempts = 'deliveries' in one ? one.deliveries.flatMap((delivery) => delivery.attempts) : one.attempts;
  const failed = attempts.findLast(({ success }) => !success);
  const lost = 'deliveries' in one ? one.deliveries.find(({ note }) => note !== undefined) : undefined;
  return failed?.note ?? one.note ?? lost?.note;
}

function otherReason(messages: readonly LoggedMessage[], expected: string): string | undefined {
  if (messages.length === 0) return `nothing was sent that could have the reason ${JSON.stringify(expected)}`;
  const wrong = messages.find((one) => !(whyOf(one) ?? '').toLowerCase().includes(expected.toLowerCase()));
  if (wrong === undefined) return undefined;
  return `${wrong.id}: the reason is ${JSON.stringify(whyOf(wrong) ?? null)}, expected ${JSON.stringify(expected)} in it`;
}

function missingEvent(
  { type, count, data }: NonNullable<Expect['event']>,
  events: readonly GatewayEvent[],
): string | undefined {
  const fitting = events.filter((event) => event.type === type && (data === undefined || contains(event.data, data)));
  const found = new Set(fitting.map(({ id }) => id)).size;
  if (count === undefined ? found > 0 : found === count) return undefined;
  const others = [...new Set(events.map((event) => event.type))].join(', ') || 'none';
  return `${found} events ${type}${data === undefined ? '' : ` with ${JSON.stringify(data)}`}, expected ${count ?? 'one or more'}; types that came: ${others}`;
}

/** Every field of `expected` is there with that value; in a list every item, in any place. */
function contains(value: unknown, expected: unknown): boolean {
  if (Array.isArray(expected)) {
    if (!Array.isArray(value)) return false;
    // An empty list means an empty list.
    return expected.length === 0
      ? value.length === 0
      : expected.every((item) => value.some((one) => contains(one, item)));
  }
  if (typeof expected !== 'object' || expected === null) return isDeepStrictEqual(value, expected);
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map(Object.entries(value));
  return Object.entries(expected).every(([name, inner]) => contains(fields.get(name), inner));
}
