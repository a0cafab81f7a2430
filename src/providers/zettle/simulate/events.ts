/** Zettle's events out of `x-payload-schema` in `spec/providers/zettle/push.yaml` and its example files: one that is added there can be sent without code. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadBundle } from '../../../contracts/load.ts';
import { parseJson } from '../../../formats/json.ts';
import { field, itemsOf, textField } from '../../../formats/values.ts';
import { packageRoot } from '../../../running/package-root.ts';

export type EventExample = {
  readonly event: string;
  /** `typical` for the file without a variant in its name. */
  readonly variant: string;
  /** JSON as text, as the example's envelope has it. */
  readonly payload: string;
  /** Name of the payload's schema in the contract. */
  readonly schema: string;
};

export function readEventExamples(): readonly EventExample[] {
  const envelope = field(field(field(loadBundle('zettle-push'), 'components'), 'schemas'), 'PushEnvelope');
  const lines = itemsOf(field(field(field(envelope, 'properties'), 'payload'), 'x-payload-schema'));
  return lines.flatMap((line) => {
    const event = textField(line, 'event') ?? '';
    return itemsOf(field(line, 'examples')).map((file) => ({
      event,
      variant: variantOf(event, String(file)),
      payload: payloadOf(String(file)),
      schema: (textField(line, 'schema') ?? '').replace(/^.*\//, ''),
    }));
  });
}

function variantOf(event: string, file: string): string {
  const rest = file.slice(event.length).replace(/\.json$/, '');
  return rest === '' ? 'typical' : rest.replace(/^\./, '');
}

function payloadOf(file: string): string {
  const text = readFileSync(join(packageRoot(), 'spec/providers/zettle/examples', file), 'utf8');
  const read = parseJson(text);
  const payload = read.ok ? textField(read.value.value, 'payload') : undefined;
  if (payload === undefined) throw new Error(`${file} holds no envelope with a payload`);
  return payload;
}
