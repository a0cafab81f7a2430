/** A session as lines of JSON: the parts of each message, and the answer to each attempt. It has no credentials; playing it back signs again. */
import type { Recorded } from '../../generated/mock/models.ts';
import type { Json } from '../formats/json.ts';
import type { Message } from './engine-log.ts';
import type { JsonRecord } from './provider-mock.ts';
import { withoutCredentials } from './redact.ts';

export function recorded(messages: Iterable<Message>): readonly Recorded[] {
  const all = [...messages];
  const startMs = all[0]?.emittedMs ?? 0;
  return all.map(({ id, provider, event, composed, emittedMs, faults, headers, force, deliveries }) => ({
    message: id,
    provider,
    event,
    variant: composed.variant,
    afterMs: Math.round(Math.max(0, emittedMs - startMs)),
    faults,
    ...(Object.keys(headers).length === 0 ? {} : { headers: withoutCredentials(headers) }),
    ...(force ? { force } : {}),
    content: composed.content,
    attempts: deliveries.flatMap(({ attempts }) =>
      attempts.map(({ request, outcome, status }) => ({
        ...request,
        outcome,
        ...(status === undefined ? {} : { status }),
      })),
    ),
  }));
}

export const toLines = (records: readonly Recorded[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');

/** What came out of JSON is JSON; anything else in it is a bug of the caller. */
export function asJsonRecord(value: { readonly [name: string]: unknown }): JsonRecord {
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, asJson(inner)]));
}

function asJson(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (Array.isArray(value)) return value.map(asJson);
  if (typeof value === 'object') return asJsonRecord({ ...value });
  throw new TypeError(`a recording cannot hold a ${typeof value}`);
}
