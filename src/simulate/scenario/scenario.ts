/** A scenario file (`spec/scenario.schema.json`), read and checked. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import type { DeliveryState, Fault, FaultRule } from '../../../generated/mock/models.ts';
import { packageRoot } from '../../package-root.ts';

export type Send = {
  readonly event: string;
  readonly variant?: string;
  readonly count?: number;
  readonly ratePerSecond?: number;
  readonly to?: string;
  readonly faults?: readonly Fault[];
};

export type Expect = {
  readonly answer?: number;
  readonly answers?: readonly (number | string)[];
  readonly attempts?: number;
  readonly state?: DeliveryState;
  readonly event?: {
    readonly type: string;
    readonly count?: number;
    readonly data?: { readonly [name: string]: unknown };
  };
  readonly provider?: { readonly [name: string]: unknown };
  readonly within?: string;
};

export type Given =
  | { readonly fault: Fault & Pick<FaultRule, 'event' | 'probability' | 'times'> }
  | { readonly action: string };
export type Step =
  | { readonly given: Given }
  | { readonly send: Send }
  | { readonly advance: string }
  | { readonly expect: Expect };
export type Scenario = { readonly name: string; readonly provider: string; readonly steps: readonly Step[] };

/** A file that is no scenario; the message names the place. */
export class ScenarioError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ScenarioError';
  }
}

const scenario_bytes_max = 1_048_576;

/** Throws `ScenarioError`. */
export function readScenario(file: string): Scenario {
  const read = readYaml(file);
  const schema = JSON.parse(readFileSync(join(packageRoot(), 'spec/scenario.schema.json'), 'utf8'));
  const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile<Scenario>(schema);
  if (validate(read)) return read;
  const faults = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
  throw new ScenarioError(`${file}: ${faults.join('; ')}`);
}

function readYaml(file: string): unknown {
  try {
    if (statSync(file).size > scenario_bytes_max)
      throw new ScenarioError(`${file} is larger than ${scenario_bytes_max} bytes`);
    return parse(readFileSync(file, 'utf8'), { maxAliasCount: 0 });
  } catch (error) {
    if (error instanceof ScenarioError) throw error;
    throw new ScenarioError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Of a duration that the schema has let pass. */
export function msOf(duration: string): number {
  const [, amount = '0', unit] = /^([\d.]+)(ms|s|m|h|d)$/.exec(duration) ?? [];
  return (
    Number(amount) * (unit === 'ms' || unit === 's' || unit === 'm' || unit === 'h' || unit === 'd' ? units[unit] : 1)
  );
}
