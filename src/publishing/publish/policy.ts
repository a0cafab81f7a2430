/** `x-push-policy` as a table: what the provider takes for success, how long it waits, when it tries again, how it gives up. */
import type { JsonValue } from '../../formats/json.ts';
import { field, itemsOf, numberOf, textField } from '../../formats/values.ts';
import { membersOf } from '../diff/json.ts';
import type { Snapshot } from '../snapshot.ts';

/** `certainty`: `documented`, `inferred` or `unknown`. */
export type PolicyRow = {
  readonly question: string;
  readonly answer: string;
  readonly certainty: string;
  readonly note?: string;
};
export type Policy = { readonly operation: string; readonly rows: readonly PolicyRow[]; readonly source: JsonValue };

export function policiesOf({ document }: Snapshot): readonly Policy[] {
  return membersOf(field(document, 'paths')).flatMap(([path, item]) =>
    membersOf(item).flatMap(([method, operation]) => {
      const policy = field(operation, 'x-push-policy');
      return policy === undefined
        ? []
        : [{ operation: `${method.toUpperCase()} ${path}`, rows: rowsOf(policy), source: policy }];
    }),
  );
}

function rowsOf(policy: JsonValue): readonly PolicyRow[] {
  const statuses = field(field(policy, 'success'), 'statuses');
  const seconds = numberOf(field(field(policy, 'timeout'), 'seconds'));
  const window = numberOf(field(field(policy, 'duplicates'), 'windowSeconds'));
  const giving = field(policy, 'givingUp');
  const failures = numberOf(field(field(giving, 'threshold'), 'failures'));
  const identity = textField(field(policy, 'duplicates'), 'identity')?.trim() ?? '';
  return [
    row(
      'Which answers count as success',
      statuses === '2xx' ? 'any 2xx' : itemsOf(statuses).join(', '),
      field(policy, 'success'),
    ),
    row(
      'How long it waits for the answer',
      seconds === undefined ? 'unknown' : duration(seconds),
      field(policy, 'timeout'),
    ),
    row('When it tries again', retriesText(field(policy, 'retries')), field(policy, 'retries')),
    row(
      'When it gives up',
      `${gives[textField(giving, 'action') ?? ''] ?? ''}${failures === undefined ? '' : `, after ${failures} failures`}`,
      field(giving, 'threshold'),
    ),
    row('What that costs', textField(giving, 'consequence')?.trim() ?? '', giving),
    row(
      'How a repeat is known',
      window === undefined ? identity : `${identity} (remembered for ${duration(window)})`,
      field(policy, 'duplicates'),
    ),
  ];
}

const gives: Readonly<Record<string, string>> = {
  'disables-push': 'it disables the push',
  'deletes-subscription': 'it deletes the subscription',
  'mails-vendor': 'it mails the vendor',
  never: 'never',
};

function row(question: string, answer: string, source: JsonValue | undefined): PolicyRow {
  const note = textField(source, 'note')?.trim();
  return {
    question,
    answer,
    certainty: textField(source, 'certainty') ?? 'unknown',
    ...(note !== undefined && { note }),
  };
}

function retriesText(retries: JsonValue | undefined): string {
  const steps = itemsOf(field(retries, 'schedule')).map((step) => {
    const times = numberOf(field(step, 'times')) ?? 1;
    const wait = duration(numberOf(field(step, 'waitSeconds')) ?? 0);
    return times === 1 ? `after ${wait}` : `${times} times, ${wait} apart`;
  });
  const first = numberOf(field(field(retries, 'then'), 'firstWaitSeconds'));
  if (first !== undefined) steps.push(`after ${duration(first)}, then twice as long each time, without end`);
  return steps.length === 0 ? 'not at all, as far as is known' : steps.join('; then ');
}

const units = [
  ['h', 3600],
  ['min', 60],
] as const;

/** `41.8 s`, `10 min`, `20 h 16 min 54 s`. */
export function duration(seconds: number): string {
  let rest = seconds;
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count} ${unit}`);
    rest -= count * size;
  }
  if (rest > 0 || parts.length === 0) parts.push(`${rest} s`);
  return parts.join(' ');
}
