/** The scenarios that are shipped with each provider: `spec/providers/<name>/scenarios/`. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ScenarioChoice } from '../../../generated/mock/models.ts';
import { packageRoot } from '../../running/package-root.ts';
import { titleOf } from './run.ts';
import { readScenario, type Scenario } from './scenario.ts';

export type ShippedScenario = { readonly provider: string; readonly name: string; readonly scenario: Scenario };

/** By provider, in the order given, and by name. */
export function shippedScenarios(providers: readonly string[]): readonly ShippedScenario[] {
  return providers.flatMap((provider) => {
    const folder = join(packageRoot(), 'spec/providers', provider, 'scenarios');
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .sort()
      .map((file) => ({ provider, name: file.replace(/\.yaml$/, ''), scenario: readScenario(join(folder, file)) }));
  });
}

export const choiceOf = ({ provider, name, scenario }: ShippedScenario): ScenarioChoice => ({
  provider,
  name,
  title: scenario.name,
  steps: scenario.steps.map((step, index) => `${index + 1}. ${titleOf(step)}`),
});
