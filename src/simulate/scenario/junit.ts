/** Results as JUnit's XML, which every CI reads: a suite for each scenario, a case for each step, and the attempts as its output. */
import type { LoggedMessage } from '../../../generated/mock/models.ts';
import { writeXml, type XmlTree } from '../../formats/xml-write.ts';
import type { ScenarioResult, StepResult } from './run.ts';

export function junitXml(results: readonly ScenarioResult[]): string {
  const steps = results.flatMap((result) => result.steps);
  return writeXml('testsuites', { ...totals(steps), testsuite: results.map(suiteOf) }, { pretty: true });
}

function suiteOf({ name, steps, messages }: ScenarioResult): XmlTree {
  return {
    '@name': name,
    ...totals(steps),
    testcase: steps.map(({ title, tookMs, outcome, reason }) => ({
      '@classname': name,
      '@name': title,
      '@time': seconds(tookMs),
      failure: outcome === 'failed' ? { '@message': reason ?? '' } : undefined,
      skipped: outcome === 'skipped' ? null : undefined,
    })),
    'system-out': attemptLines(messages).join('\n'),
  };
}

function totals(steps: readonly StepResult[]) {
  const count = (outcome: string) => String(steps.filter((step) => step.outcome === outcome).length);
  return {
    '@tests': String(steps.length),
    '@failures': count('failed'),
    '@skipped': count('skipped'),
    '@time': seconds(steps.reduce((sum, { tookMs }) => sum + tookMs, 0)),
  };
}

/** What each message, delivery and attempt did, a line each. */
export function attemptLines(messages: readonly LoggedMessage[]): readonly string[] {
  return messages.flatMap((message) => [
    `${message.id} ${message.event} (${message.variant}) ${message.state}${message.note === undefined ? '' : `: ${message.note}`}`,
    ...message.deliveries.flatMap(({ id, url, state, note: why, attempts }) => [
      `  ${id} to ${url} ${state}${why === undefined ? '' : `: ${why}`}`,
      ...attempts.map(
        ({ number, dueAt, outcome, status, noAnswer, tookMs, faults, note }) =>
          `    ${number}. due ${dueAt}: ${status ?? noAnswer ?? outcome} in ${tookMs} ms${[...faults, note].map((text) => (text === undefined ? '' : `, ${text}`)).join('')}`,
      ),
    ]),
  ]);
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);
