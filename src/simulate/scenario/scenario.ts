/** A scenario file (`spec/scenario.schema.json`), read and checked. */
import type { DeliveryState, Fault, FaultRule } from '../../../generated/mock/models.ts';
import { type CheckedYaml, readCheckedYaml } from '../yaml-file.ts';

export type Send = {
  /** Whose mock sends it, where that is not the scenario's own. */
  readonly provider?: string;
  readonly event: string;
  readonly variant?: string;
  readonly count?: number;
  readonly ratePerSecond?: number;
  readonly to?: string;
  readonly set?: { readonly [path: string]: unknown };
  readonly data?: unknown;
  readonly headers?: { readonly [name: string]: string };
  readonly force?: boolean;
  /** A name by which a later step `again` means this message. */
  readonly as?: string;
  readonly faults?: readonly Fault[];
};

export type Expect = {
  readonly answer?: number;
  readonly answers?: readonly (number | string)[];
  readonly attempts?: number;
  readonly state?: DeliveryState;
  /** AppDirect's word for a no of the business. */
  readonly errorCode?: string;
  /** A part of the reason why the latest attempt failed, or why nothing was sent. */
  readonly reason?: string;
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
  | { readonly action: string }
  /** `down for 2h`. */
  | { readonly receiver: string };
export type Step =
  | { readonly given: Given }
  | { readonly send: Send }
  /** The message of this name once more, signed again. */
  | { readonly again: string }
  | { readonly advance: string }
  | { readonly expect: Expect };
export type Scenario = { readonly name: string; readonly provider: string; readonly steps: readonly Step[] };

/** The mocks that it needs, its own first. */
export const mocksOf = ({ provider, steps }: Scenario): readonly string[] => [
  ...new Set([provider, ...steps.flatMap((step) => ('send' in step ? (step.send.provider ?? provider) : []))]),
];

/** A file that is not a scenario; the message names the place. */
export class ScenarioError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ScenarioError';
  }
}

/** A scenario, and how a fault at a place in it is said: with the file and the line. */
export type ScenarioFile = { readonly scenario: Scenario; readonly sentence: CheckedYaml['sentence'] };

/** Throws `ScenarioError` with everything that is wrong, each with its line. */
export function readScenarioFile(file: string): ScenarioFile {
  const { value, faults, sentence } = readCheckedYaml(file, 'scenario.schema.json');
  if (faults.length > 0) throw new ScenarioError(faults.join('\n'));
  return { scenario: value as Scenario, sentence }; // Held against its schema just now.
}

/** Throws `ScenarioError`. */
export const readScenario = (file: string): Scenario => readScenarioFile(file).scenario;

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Of a duration that the schema has let pass. */
export function msOf(duration: string): number {
  const [, amount = '0', unit] = /^([\d.]+)(ms|s|m|h|d)$/.exec(duration) ?? [];
  return (
    Number(amount) * (unit === 'ms' || unit === 's' || unit === 'm' || unit === 'h' || unit === 'd' ? units[unit] : 1)
  );
}
