/** Whether the content of a recorded message can be content at all. Without it a replay of something else pushed an empty body, which any gateway acknowledges. */
import type { Judgement } from '../contracts/judge.ts';
import { notOneOf } from './not-one-of.ts';
import type { JsonRecord } from './provider-mock.ts';

/** Every `required` field is a text that is not empty, every `optional` one too where it is there, and there is no other. */
export function fieldsFault(
  content: JsonRecord,
  required: readonly string[],
  optional: readonly string[] = [],
): string | undefined {
  const known = [...required, ...optional];
  const unknown = Object.keys(content).find((name) => !known.includes(name));
  if (unknown !== undefined) return `${unknown} is not known${notOneOf(unknown, known, 'it has')}`;
  const missing = required.find((name) => !Object.hasOwn(content, name));
  if (missing !== undefined) return `${missing} is missing; it has ${known.join(', ')}`;
  const odd = known.find((name) => Object.hasOwn(content, name) && !isText(content[name]));
  return odd === undefined ? undefined : `${odd} must be a text that is not empty`;
}

const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

/** The first place where it violates its contract; `undefined` for a match, and for a drift, which any provider may send one day. */
export function violation(
  what: string,
  { verdict, findings }: Pick<Judgement, 'verdict' | 'findings'>,
): string | undefined {
  if (verdict !== 'violation') return undefined;
  const [finding] = findings;
  return `${what} violates its contract${finding === undefined ? '' : ` at ${finding.path || 'its root'} (${finding.rule})`}`;
}
