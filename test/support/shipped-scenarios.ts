/** The scenarios that are shipped for each provider of the list that has a mock: `spec/providers/<name>/scenarios/`. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { home } from '../../spec/codegen/generator.ts';
import { mockNames } from './mocks.ts';

export type ShippedScenario = {
  readonly provider: string;
  /** Short, such as `paazl/statuses-arrive.yaml`. */
  readonly name: string;
  /** Its whole path. */
  readonly path: string;
};

/** In the order of the list, and by name. A provider without a folder of scenarios fails here. */
export const shippedScenarios: readonly ShippedScenario[] = mockNames.flatMap((provider) => {
  const folder = join(home, 'spec/providers', provider, 'scenarios');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => ({ provider, name: `${provider}/${file}`, path: join(folder, file) }));
});
