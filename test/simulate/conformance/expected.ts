/** `x-push-policy` of a contract, read by the suite itself: how mocks read it is among what is tried. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { home } from '../../../spec/codegen/generator.ts';

type Tree = { readonly [name: string]: unknown };
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
const member = (value: unknown, name: string): unknown => (isTree(value) ? value[name] : undefined);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export type Expected = {
  readonly isSuccess: (status: number) => boolean;
  /** Seconds after the first attempt, the first included; of a schedule without an end the first twelve. */
  readonly attemptsAtSeconds: readonly number[];
  readonly ends: boolean;
  readonly givingUp: string;
  readonly thresholdFailures: number | undefined;
};

const SHOWN = 12;

export function expectedOf(provider: string): Expected {
  const document: unknown = JSON.parse(readFileSync(join(home, 'generated/bundles', `${provider}-push.json`), 'utf8'));
  const operations = Object.values(member(document, 'paths') ?? {}).flatMap((item) => Object.values(item));
  const policy = operations.map((operation) => member(operation, 'x-push-policy')).find(isTree);
  if (policy === undefined) throw new Error(`${provider}-push has no x-push-policy`);
  const statuses = member(member(policy, 'success'), 'statuses');
  const retries = member(policy, 'retries');
  const waits = list(member(retries, 'schedule')).flatMap((step) =>
    Array.from({ length: Number(member(step, 'times')) }, () => Number(member(step, 'waitSeconds'))),
  );
  const then = member(retries, 'then');
  const ends = member(then, 'kind') === 'stop';
  const doubling = Array.from(
    { length: SHOWN - 1 },
    (_, index) => Number(member(then, 'firstWaitSeconds')) * 2 ** index,
  );
  const all = ends ? waits : [...waits, ...doubling];
  const threshold = member(member(member(policy, 'givingUp'), 'threshold'), 'failures');
  let atSeconds = 0;
  return {
    isSuccess: (status) => (statuses === '2xx' ? status >= 200 && status < 300 : list(statuses).includes(status)),
    attemptsAtSeconds: [0, ...all].map((wait) => {
      atSeconds += wait;
      return atSeconds;
    }),
    ends,
    givingUp: String(member(member(policy, 'givingUp'), 'action')),
    thresholdFailures: typeof threshold === 'number' ? threshold : undefined,
  };
}
