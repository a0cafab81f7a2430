/** The shipped scenarios in which nothing is made to go wrong. */
import { readScenario, type Scenario } from '../../../src/simulate/scenario/scenario.ts';
import { shippedScenarios } from '../../support/shipped-scenarios.ts';

export const allScenarios: readonly { readonly file: string; readonly scenario: Scenario }[] = shippedScenarios.map(
  ({ name, path }) => ({ file: name, scenario: readScenario(path) }),
);

export const faultFree = allScenarios.filter(({ scenario }) => !scenario.steps.some((step) => hasFault(step)));

function hasFault(step: Scenario['steps'][number]): boolean {
  if ('given' in step) return 'fault' in step.given;
  return 'send' in step && (step.send.faults ?? []).length > 0;
}
