import { unreadable } from '../../../../src/contracts/judge.ts';
import { readJson } from '../../../../src/formats/json.ts';
import { field, itemsOf, textField } from '../../../../src/formats/values.ts';
import type { Processed, ProcessingInput } from '../../../../src/providers/provider.ts';

/** One event for each toy. */
export function process({ message }: ProcessingInput): Processed {
  const read = readJson(message.bytes);
  if (!read.ok) return { kind: 'quarantined', ...unreadable(read.finding), reason: 'The body is not readable.' };
  const id = textField(read.value.value, 'id') ?? '';
  const toys = itemsOf(field(read.value.value, 'toys')).filter((toy) => typeof toy === 'string');
  return {
    kind: 'processed',
    verdict: 'match',
    findings: [],
    events: toys.map((toy) => ({ type: 'com.toy.moved', subject: id, data: { toy } })),
  };
}
