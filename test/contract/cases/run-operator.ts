/** Every case of the operator API: a 400 that says what is wrong, and nothing that has changed. */
import { Agent } from 'node:http';
import { nameOfOperator, type OperatorCase, operatorCases } from './operator-cases.ts';
import type { Violation } from './run.ts';
import { type Answered, send } from './send.ts';
import type { Subject } from './subject.ts';

export async function runOperatorCases(
  { operatorUrl }: Pick<Subject, 'operatorUrl'>,
  cases: readonly OperatorCase[] = operatorCases(),
): Promise<{ readonly cases: readonly OperatorCase[]; readonly violations: readonly Violation[] }> {
  const violations: Violation[] = [];
  const before = await state(operatorUrl);
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  await Promise.all(
    cases.map(async (one) => {
      const { method, target, body = '', contentType } = one;
      const headers: Record<string, string> = contentType === undefined ? {} : { 'content-type': contentType };
      const answer = await send(operatorUrl, { method, target, headers, body }, agent);
      for (const what of faultsOf(one, answer))
        violations.push({ contract: 'gateway', name: nameOfOperator(one), what });
    }),
  );
  agent.destroy();
  const after = await state(operatorUrl);
  for (const [path, text] of before) {
    if (after.get(path) !== text)
      violations.push({ contract: 'gateway', name: path, what: `changed: ${text} became ${after.get(path)}` });
  }
  return { cases, violations };
}

function* faultsOf({ status, names }: OperatorCase, answer: Answered): Generator<string> {
  const { body } = answer;
  if (answer.status !== status) return yield `answered ${answer.status} instead of ${status}: ${body.slice(0, 200)}`;
  if (answer.contentType !== 'application/problem+json') yield `the refusal is ${answer.contentType}`;
  if (!body.includes(names)) yield `the refusal does not name ${names}: ${body}`;
}

/** All that an operation can change, as the API shows it; the last hour of a sink changes by the minute without one. */
async function state(operatorUrl: string): Promise<ReadonlyMap<string, string>> {
  const paths = [
    'messages',
    'events',
    'deliveries',
    'consumers',
    'replays',
    'holds',
    'retention',
    'sinks',
    'drift',
    'results',
  ];
  const texts = await Promise.all(
    paths.map(async (path) => {
      const text = await (await fetch(`${operatorUrl}/api/${path}`)).text();
      return [path, text.replaceAll(/,"throughput":\{[^}]*\}/g, '')] as const;
    }),
  );
  return new Map(texts);
}
