/** The shipped scenarios in which nothing is made to go wrong. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { home } from '../../../spec/codegen/generator.ts';
import { readScenario, type Scenario } from '../../../src/simulate/scenario/scenario.ts';

const folder = join(home, 'spec/scenarios');

export const allScenarios: readonly { readonly file: string; readonly scenario: Scenario }[] = readdirSync(folder, {
  recursive: true,
  encoding: 'utf8',
})
  .filter((file) => file.endsWith('.yaml'))
  .sort()
  .map((file) => ({ file, scenario: readScenario(join(folder, file)) }));

export const faultFree = allScenarios.filter(({ scenario }) => !scenario.steps.some((step) => hasFault(step)));

function hasFault(step: Scenario['steps'][number]): boolean {
  if ('given' in step) return 'fault' in step.given;
  return 'send' in step && (step.send.faults ?? []).length > 0;
}
