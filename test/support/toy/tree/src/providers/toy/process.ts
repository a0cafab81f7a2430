import { type Contract, openContract } from '../../contracts/contract.ts';
import { unreadable } from '../../contracts/judge.ts';
import { withContract } from '../../contracts/place.ts';
import { readJson } from '../../formats/json.ts';
import { field, itemsOf, textField } from '../../formats/values.ts';
import type { StoredMessage } from '../../store/store.ts';
import type { Processed, Processing } from '../provider.ts';

/** Its contract is opened where messages are processed, and not on the thread that acknowledges. */
export function openProcessing(): Processing {
  const contract = openContract('toy-push');
  return { process: async ({ message }) => withContract(process(message, contract), contract) };
}

/** One event for each toy. */
export function process({ bytes }: Pick<StoredMessage, 'bytes'>, contract: Contract): Processed {
  const read = readJson(bytes);
  if (!read.ok) return { kind: 'quarantined', ...unreadable(read.finding), reason: 'The body is not readable.' };
  const { verdict, findings } = contract.judgeJson('ToyMoved')(read.value);
  const id = textField(read.value.value, 'id') ?? '';
  const toys = itemsOf(field(read.value.value, 'toys')).filter((toy) => typeof toy === 'string');
  return {
    kind: 'processed',
    verdict,
    findings,
    events: toys.map((toy) => ({ type: 'com.toy.moved', subject: id, data: { toy } })),
  };
}
