/** What is to go wrong from now on: rules that give faults to messages, and faults of a provider's API that its next calls hear. */
import type { Fault, FaultRule } from '../../generated/mock/models.ts';
import { apiFaults } from './faults.ts';
import type { Random } from './random.ts';

export type FaultRules = {
  add(rule: FaultRule): void;
  /** In force, oldest first. */
  readonly all: () => readonly FaultRule[];
  /** The faults that a message gets. */
  strike(provider: string, event: string): readonly Fault[];
  /** The fault that a call of the provider's API meets. */
  strikeCall(provider: string): Fault | undefined;
  clear(): void;
};

type ActiveRule = { readonly rule: FaultRule; times: number };

const concernsApi = ({ fault }: FaultRule): boolean => apiFaults.some((kind) => kind === fault.kind);

export function openFaultRules(random: Random): FaultRules {
  let active: readonly ActiveRule[] = [];

  function struck(one: ActiveRule): boolean {
    const { probability = 1 } = one.rule;
    if (one.times <= 0 || random.fraction() >= probability) return false;
    one.times -= 1;
    return true;
  }

  function strikeThose(holds: (rule: FaultRule) => boolean, max: number): readonly Fault[] {
    const faults: Fault[] = [];
    for (const one of active) if (faults.length < max && holds(one.rule) && struck(one)) faults.push(one.rule.fault);
    active = active.filter(({ times }) => times > 0);
    return faults;
  }

  return {
    add: (rule) => {
      const times = rule.times ?? (concernsApi(rule) ? 1 : Number.POSITIVE_INFINITY);
      active = [...active, { rule, times }];
    },
    all: () => active.map(({ rule }) => rule),
    strike: (provider, event) =>
      strikeThose(
        (rule) =>
          !concernsApi(rule) && rule.provider === provider && (rule.event === undefined || rule.event === event),
        Number.POSITIVE_INFINITY,
      ),
    strikeCall: (provider) => strikeThose((rule) => concernsApi(rule) && rule.provider === provider, 1)[0],
    clear: () => {
      active = [];
    },
  };
}
