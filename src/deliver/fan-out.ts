/** Which sink gets which event, and in which order. */
import type { Json } from '../formats/json.ts';
import { stepsOf } from '../formats/json-pointer.ts';
import type { Completion, NewEvent } from '../store/store.ts';
import type { FieldCondition, SinkFilter, SinkSettings } from './sinks/sink.ts';

export type Receiver = { readonly name: string; readonly settings: Pick<SinkSettings, 'filter' | 'order'> };

export function fanOut(events: readonly NewEvent[], sinks: readonly Receiver[]): Completion['deliveries'] {
  return sinks.flatMap(({ name, settings }) =>
    events
      .filter((event) => takes(settings.filter, event))
      .map((event) => ({
        eventId: event.id,
        sink: name,
        ...(settings.order === 'subject' && event.subject !== undefined && { orderKey: event.subject }),
      })),
  );
}

/** Events about the gateway itself go only to sinks that name them: a pattern for everything means the providers' facts. */
const ownTypes = 'com.pushdock.';

export function takes({ types, sources, data }: SinkFilter, event: NewEvent): boolean {
  if (event.type.startsWith(ownTypes) && !types.some((pattern) => pattern.startsWith(ownTypes))) return false;
  return (
    passes(types, event.type) &&
    passes(sources, event.source) &&
    Object.entries(data).every(([pointer, condition]) => fulfils(condition, at(event.envelope.data ?? null, pointer)))
  );
}

function fulfils(condition: FieldCondition, found: Json | undefined): boolean {
  if ('exists' in condition) return condition.exists === (found !== undefined);
  return found !== undefined && condition.some((value) => same(value, found));
}

/** A `*` matches any characters, so `com.zettle.*` is everything of that provider. Without a pattern a sink takes everything. */
export function passes(patterns: readonly string[], text: string): boolean {
  return patterns.length === 0 || patterns.some((pattern) => expressionOf(pattern).test(text));
}

// Patterns come from the configuration, so there are few; events are many.
const expressions = new Map<string, RegExp>();

function expressionOf(pattern: string): RegExp {
  const known = expressions.get(pattern);
  if (known) return known;
  const literal = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const made = new RegExp(`^${literal.join('.*')}$`, 's');
  expressions.set(pattern, made);
  return made;
}

/** A JSON Pointer (RFC 6901) into `data`; own fields only. */
function at(data: Json, pointer: string): Json | undefined {
  let found: Json | undefined = data;
  for (const name of stepsOf(pointer)) {
    if (found === null || typeof found !== 'object' || !Object.hasOwn(found, name)) return undefined;
    found = (found as { readonly [name: string]: Json })[name];
  }
  return found;
}

/** Values of a configuration: texts, numbers, booleans, null. */
const same = (wanted: Json, found: Json): boolean =>
  wanted === found || (typeof wanted === 'object' && JSON.stringify(wanted) === JSON.stringify(found));
