/** Our events as their contract shows them, to try receivers with. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadBundle } from '../../contracts/load.ts';
import { type Json, parseJson } from '../../formats/json.ts';
import { field, itemsOf, textField } from '../../formats/values.ts';
import { packageRoot } from '../../running/package-root.ts';

export type EventExample = {
  readonly type: string;
  readonly variant: string;
  /** Of its data, in the bundle of all events. */
  readonly schema: string;
  readonly provider: string;
  /** JSON as text. */
  readonly data: string;
};

/** Examples of the types that the table names, in the order of their names. Those that depart on purpose are left out. */
export function readEventExamples(): readonly EventExample[] {
  const folder = join(packageRoot(), 'spec/events/examples');
  const rows = itemsOf(field(loadBundle('events'), 'x-event-types'));
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const [, type = '', variant = ''] = /^(.+)\.([^.]+)\.json$/.exec(file) ?? [];
      const row = rows.find((one) => textField(one, 'type') === type);
      const [schema, provider] = [textField(row, 'schema'), textField(row, 'provider')];
      if (schema === undefined || provider === undefined || variant === 'off-contract') return [];
      return [{ type, variant, schema, provider, data: readFileSync(join(folder, file), 'utf8') }];
    });
}

/** Throws for what is not JSON: every example is. */
export function jsonOf(text: string): Json {
  const read = parseJson(text);
  if (!read.ok) throw new Error('data of an event is not JSON');
  return JSON.parse(text);
}
