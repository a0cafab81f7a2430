/** When a delivery is tried again where a configuration says nothing else: the defaults of `spec/config.schema.json`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '../../formats/json.ts';
import { field, numberOf, textField } from '../../formats/values.ts';
import { duration } from './policy.ts';
import type { Attempt } from './site/time-line.ts';

export type Retries = {
  readonly attempts: number;
  readonly first: string;
  readonly factor: number;
  readonly cap: string;
  readonly timeout: string;
  /** Every attempt after the longest waits that it may have. */
  readonly waits: readonly Attempt[];
};

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

const secondsOf = (text: string): number => Number.parseInt(text, 10) * (unitSeconds[text.at(-1) ?? ''] ?? 1);

/** Throws where the schema has no such defaults: then the page would show nothing that is true. */
export function defaultRetries(root: string): Retries {
  const parsed = parseJson(readFileSync(join(root, 'spec', 'config.schema.json'), 'utf8'));
  const definitions = parsed.ok ? field(parsed.value.value, 'definitions') : undefined;
  const retry = field(field(definitions, 'DeliveryRetry'), 'properties');
  const [first, cap] = ['first', 'cap'].map((name) => textField(field(retry, name), 'default'));
  const [factor, attempts] = ['factor', 'attempts'].map((name) => numberOf(field(field(retry, name), 'default')));
  const timeoutMs = numberOf(field(field(field(field(definitions, 'HttpSink'), 'properties'), 'timeoutMs'), 'default'));
  if (first === undefined || cap === undefined || factor === undefined || attempts === undefined || !timeoutMs)
    throw new TypeError('spec/config.schema.json has no defaults for retries of a sink');
  const waits: Attempt[] = [{ seconds: 0, labelled: true }];
  for (let index = 1; index < attempts; index += 1) {
    const wait = Math.min(secondsOf(cap), secondsOf(first) * factor ** (index - 1));
    const labelled = index % 3 === 1 || index === attempts - 1;
    waits.push({ seconds: (waits.at(-1)?.seconds ?? 0) + wait, labelled });
  }
  const words = {
    first: duration(secondsOf(first)),
    cap: duration(secondsOf(cap)),
    timeout: duration(timeoutMs / 1000),
  };
  return { attempts, factor, waits, ...words };
}
