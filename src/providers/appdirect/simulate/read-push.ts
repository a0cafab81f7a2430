/** A stored push of AppDirect, for a scenario: its data is the event that the gateway fetched, which the mock's API then has. */
import { parseJson } from '../../../formats/json.ts';
import { textField } from '../../../formats/values.ts';
import { readExamples } from '../../../simulate/examples.ts';
import type { ReadPush } from '../../../simulate/stored-push.ts';
import { eventDocument } from '../follow-up.ts';

export const readPush: ReadPush = ({ documents }) => {
  const text = documents.find(({ name }) => name === eventDocument)?.text;
  if (text === undefined) return { reason: 'the gateway has not fetched its event' };
  const read = parseJson(text);
  const type = (read.ok ? textField(read.value.value, 'type') : undefined) ?? /<type>([^<]*)</.exec(text)?.[1];
  if (type === undefined) return { reason: 'its event has no type' };
  const event = type.toLowerCase().replaceAll('_', '-');
  const known = readExamples('appdirect').some(({ name }) => name === event);
  return { event: known ? event : 'unknown-type', data: text };
};
