/** Runs every scenario of the chosen providers against one receiver, ours or another. */
import { randomBytes } from 'node:crypto';
import { type Clock, systemClock } from '../running/clock.ts';
import { messageOf } from '../running/thrown.ts';
import { faultsOf } from '../simulate/emission.ts';
import type { Mocks } from '../simulate/mocks.ts';
import type { OwnRule, ReceiverRules } from '../simulate/receiver-rules.ts';
import { Secret } from '../trust/secrets.ts';
import { type Check, type Finding, type Report, reportOf } from './check.ts';
import { classic, type Scenario } from './classic.ts';
import type { Context } from './context.ts';
import { calmIds, newSince, type Observer } from './observe.ts';
import { eventOf, heardBy, isAcknowledged, openProbe } from './probe.ts';

export type RunOptions = {
  readonly mocks: Mocks;
  /** By provider, those that are asked for. */
  readonly rules: ReadonlyMap<string, ReceiverRules>;
  /** Settings of the mocks, whose secrets no answer may hold. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Where messages go in place of the settings' paths. */
  readonly to?: string;
  readonly url: string;
  readonly answerMsMax: number;
  readonly observer?: Observer;
  readonly restart?: () => Promise<void>;
  readonly onCheck?: (check: Check) => void;
  readonly clock?: Clock;
};

/** Nobody answers at the receiver's address. */
export class Unreachable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Unreachable';
  }
}

export async function runConformance(options: RunOptions): Promise<Report> {
  const { clock = systemClock, url, rules } = options;
  const startedAt = new Date(clock.now()).toISOString();
  const checks: Check[] = [];
  for (const [provider, its] of rules) {
    const context = contextOf(provider, its, options, clock);
    // The first one takes its time at a receiver that has just begun; what comes late would be counted for the next scenario.
    const before = await options.observer?.ids();
    await refuseUnreachable(context);
    if (options.observer !== undefined && before !== undefined) await newSince(options.observer, before, 1, clock);
    for (const scenario of [...classic, ...its.own.map(ownScenario)]) {
      const check = await checked(scenario, context, clock);
      checks.push(check);
      options.onCheck?.(check);
      context.probe.clear();
    }
  }
  return reportOf(url, startedAt, checks);
}

async function refuseUnreachable({ probe, rules }: Context): Promise<void> {
  const sent = await probe.send(eventOf(rules));
  const gone = sent.flatMap(({ attempts }) => attempts).find(({ outcome }) => outcome === 'unreachable');
  probe.clear();
  if (
    gone?.noAnswer !== undefined &&
    ['refused', 'dns', 'network', 'url', 'certificate', 'tls'].includes(gone.noAnswer)
  )
    throw new Unreachable(gone.note ?? gone.noAnswer);
}

function contextOf(provider: string, rules: ReceiverRules, options: RunOptions, clock: Clock): Context {
  const { mocks, to, answerMsMax, observer, restart, settings } = options;
  const mock = mocks.engine.mocks.get(provider);
  if (mock === undefined) throw new Error(`there is no mock of ${provider}`);
  const canary = `canary-${randomBytes(12).toString('hex')}`;
  return {
    probe: openProbe(mocks, provider, to),
    rules,
    faults: faultsOf(mock),
    answerMsMax,
    canary,
    secrets: [canary, ...secretsIn(settings[provider])],
    observed: async (expected, send, withinMs): Promise<Finding> => {
      if (observer === undefined) return 'not observable';
      const before = await calmIds(observer, clock);
      const sent = await send();
      const count = await newSince(observer, before, expected, clock, withinMs);
      return { ok: count === expected, seen: `${count} handed on, expected ${expected}; ${heardBy(sent)}` };
    },
    ...(restart === undefined ? {} : { restart }),
    isObserved: observer !== undefined,
  };
}

async function checked(scenario: Scenario, context: Context, clock: Clock): Promise<Check> {
  const { id, title, kind, fix } = scenario;
  const { rules, probe } = context;
  const base = { provider: probe.provider, id, title, kind, why: rules.why[kind] };
  const startMs = clock.monotonic();
  const reason = rules.notApplicable?.[id] ?? scenario.inapplicable?.(context);
  if (reason !== undefined) return { ...base, outcome: 'not applicable', seen: reason, tookMs: 0 };
  const found = await scenario.run(context).catch((error: unknown): Finding => ({ ok: false, seen: messageOf(error) }));
  const tookMs = Math.round(clock.monotonic() - startMs);
  if (found === 'not observable') return { ...base, outcome: 'not observable', seen: unseen(id, context), tookMs };
  return found.ok
    ? { ...base, outcome: 'passed', seen: found.seen, tookMs }
    : { ...base, outcome: 'failed', seen: found.seen, fix, tookMs };
}

/** Only what is missing: somebody who has named one of the two must not look for a mistake in it. */
function unseen(id: string, { restart, isObserved }: Context): string {
  const observing = 'what the receiver hands on cannot be seen from outside; name a list of it with --observe <url>';
  if (id !== 'restart-between-attempts' || restart !== undefined) return observing;
  const restarting = 'the receiver was not restarted; name a command that does it with --restart <command>';
  return isObserved ? restarting : `${restarting}; ${observing}`;
}

function ownScenario({ id, title, expect, status, send, fix }: OwnRule): Scenario {
  return {
    id,
    title,
    kind: expect,
    fix,
    run: async ({ probe }) => {
      const sent = await probe.send(send);
      const right = (one: (typeof sent)[number]) =>
        (expect === 'acknowledge'
          ? isAcknowledged(one)
          : one.attempts.every((made) => (made.status ?? 0) >= 400 && (made.status ?? 0) <= 499)) &&
        (status === undefined || one.attempts.every((made) => made.status === status));
      return { ok: sent.length > 0 && sent.every(right), seen: heardBy(sent) };
    },
  };
}

/** Shorter ones may stand in any answer by chance. */
const SECRET_UNITS_MIN = 8;

function secretsIn(value: unknown): readonly string[] {
  if (value instanceof Secret) return value.reveal().length < SECRET_UNITS_MIN ? [] : [value.reveal()];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(secretsIn) : [];
}
