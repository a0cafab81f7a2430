/** A provider's retries as a drawing: one dot an attempt, on a scale where each step to the right is a longer wait. */
import type { JsonValue } from '../../../formats/json.ts';
import { field, itemsOf, numberOf, textField } from '../../../formats/values.ts';
import { html, type Piece } from '../../../ui/html.ts';

const width = 720;
const edge = 36;
/** Of a schedule that never ends, so many doublings are drawn. */
const doublings_drawn = 8;

export type Attempt = {
  /** After the first attempt, not counting the time that an attempt itself takes. */
  readonly seconds: number;
  /** The last of a row of equal waits, which has its time written below. */
  readonly labelled: boolean;
};

/** `policy` is an `x-push-policy`. The first attempt is the first of the list. */
export function attemptsOf(policy: JsonValue): { readonly attempts: readonly Attempt[]; readonly endless: boolean } {
  const retries = field(policy, 'retries');
  const attempts: Attempt[] = [{ seconds: 0, labelled: true }];
  const add = (wait: number, labelled: boolean) =>
    attempts.push({ seconds: rounded((attempts.at(-1)?.seconds ?? 0) + wait), labelled });
  for (const step of itemsOf(field(retries, 'schedule'))) {
    const times = numberOf(field(step, 'times')) ?? 1;
    const wait = numberOf(field(step, 'waitSeconds')) ?? 0;
    for (let index = 1; index <= times; index += 1) add(wait, index === times);
  }
  const first = numberOf(field(field(retries, 'then'), 'firstWaitSeconds'));
  if (first !== undefined)
    for (let index = 0; index < doublings_drawn; index += 1) add(first * 2 ** index, index % 2 === 1);
  return { attempts, endless: first !== undefined };
}

/** 1 + 6.46 is not 7.46 in binary. */
const rounded = (seconds: number): number => Math.round(seconds * 100) / 100;

/** Nothing where a provider does not try again. What is drawn stands in the table of the policy too. */
export function timeLine(operation: string, policy: JsonValue): Piece {
  const end = endings[textField(field(policy, 'givingUp'), 'action') ?? ''];
  return drawn(operation, attemptsOf(policy), end);
}

/** `end`: what happens after the last attempt. */
export function drawn(
  operation: string,
  { attempts, endless }: { readonly attempts: readonly Attempt[]; readonly endless: boolean },
  end: string | undefined,
): Piece {
  const last = attempts.at(-1)?.seconds ?? 0;
  if (last === 0) return undefined;
  const at = ({ seconds }: Attempt): number =>
    Math.round((edge + (Math.log1p(seconds) / Math.log1p(last)) * (width - 2 * edge)) * 10) / 10;
  const told = `${attempts.length} attempts${endless ? ' are drawn, and there is no end' : ` in ${short(last)}`}${end === undefined ? '' : `; then ${end}`}`;
  return html`<figure class="time-line"><svg viewBox="0 0 ${width} 76" role="img" aria-label="${`When ${operation} is tried again: ${told}`}">
<line x1="${edge}" y1="30" x2="${endless ? width : width - edge}" y2="30"/>
${attempts.map((attempt) => html`<circle cx="${at(attempt)}" cy="30" r="${attempt.labelled ? 6 : 3.5}"/>`)}
${attempts.filter(({ labelled }) => labelled).map((attempt) => html`<text x="${at(attempt)}" y="58">${attempt.seconds === 0 ? 'first' : short(attempt.seconds)}</text>`)}
</svg><figcaption>${told}. Each dot is an attempt; the scale is logarithmic.</figcaption></figure>`;
}

const endings: Readonly<Record<string, string>> = {
  'disables-push': 'the push may be disabled',
  'deletes-subscription': 'the subscription is deleted',
  'mails-vendor': 'the vendor is mailed',
};

/** For a label: one number. The table has the exact times. */
export function short(seconds: number): string {
  if (seconds < 100) return `${Math.round(seconds * 10) / 10} s`;
  if (seconds < 6000) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 * 2 ? `${Math.round(seconds / 360) / 10} h` : `${Math.round(seconds / 8640) / 10} d`;
}
