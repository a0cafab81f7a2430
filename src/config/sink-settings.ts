/** A sink's block → what the delivering half works with: durations in milliseconds, dotted fields as JSON Pointers. */
import { pointerOf } from '../formats/json-pointer.ts';
import type { Reach } from '../outbound/public-address.ts';
import type { CheckedSink, DeliverySettings, SinkSettings } from './settings.ts';
import { parseDurationMs } from './units.ts';

// What the schema allows for every kind: each has its claim and its event in memory.
const CONCURRENCY_MAX = 1_024;

/** Only for what `checkRules` and the schema, which fills the defaults in, have accepted. */
export function settleSink(sink: CheckedSink, development: boolean): SinkSettings {
  const { events, where, concurrency, order, rate, retry, ...own } = sink;
  const delivery: DeliverySettings = {
    filter: {
      types: events ?? [],
      sources: (where?.source ?? []).map((name) => `/*/${name}`), // CloudEvents source: /{provider}/{source name}
      data: Object.fromEntries(
        Object.entries(where?.data ?? {}).map(([field, values]) => [pointerOfField(field), values]),
      ),
    },
    concurrency: filled(concurrency),
    order: filled(order),
    ...(rate === undefined ? {} : { rate: { perSecond: rate.perSecond, burst: filled(rate.burst) } }),
    retry: {
      firstMs: durationMs(retry?.first),
      factor: filled(retry?.factor),
      capMs: durationMs(retry?.cap),
      jitter: filled(retry?.jitter),
      attempts: filled(retry?.attempts),
    },
  };
  switch (own.type) {
    case 'http': {
      const { allowPrivate, batch, ...http } = own;
      const reach: Reach = development ? 'any' : allowPrivate === true ? 'private' : 'public';
      const settled = { ...http, mode: filled(http.mode), timeoutMs: filled(http.timeoutMs), reach };
      if (batch === undefined) return { ...settled, delivery };
      const [size, requests] = [filled(batch.size), delivery.concurrency];
      return {
        ...settled,
        batch: { size, bytes: filled(batch.bytes), waitMs: filled(batch.waitMs), requests },
        // As many events as these requests hold.
        delivery: { ...delivery, concurrency: Math.min(CONCURRENCY_MAX, size * requests) },
      };
    }
    case 'file': {
      const { rotate, ...file } = own;
      if (rotate === undefined) return { ...file, delivery };
      const { age, ...rotation } = rotate;
      return { ...file, rotate: { ...rotation, ...(age === undefined ? {} : { ageMs: durationMs(age) }) }, delivery };
    }
    case 'stdout':
      return { ...own, delivery };
    case 'module':
      return { ...own, timeoutMs: filled(own.timeoutMs), delivery };
    case 'nats':
      return { ...own, subject: filled(own.subject), timeoutMs: filled(own.timeoutMs), delivery };
    case 'kafka':
      return {
        ...own,
        mode: filled(own.mode),
        encryption: filled(own.encryption),
        mechanism: filled(own.mechanism),
        timeoutMs: filled(own.timeoutMs),
        delivery,
      };
    case 'sqs':
      return { ...own, timeoutMs: filled(own.timeoutMs), delivery };
    case 'rabbitmq':
      return {
        ...own,
        user: filled(own.user),
        routingKey: filled(own.routingKey),
        timeoutMs: filled(own.timeoutMs),
        delivery,
      };
  }
}

/** `payload.account.status` → `/payload/account/status` */
const pointerOfField = (field: string): string => pointerOf(field.split('.'));

function filled<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError('spec/config.schema.json gives this key a default');
  return value;
}

function durationMs(text: string | undefined): number {
  const ms = parseDurationMs(filled(text));
  if (ms === undefined) throw new TypeError('a duration was not checked before it was used');
  return ms;
}
