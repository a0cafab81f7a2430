/**
 * The engine behind the mock providers: emits messages, attempts their deliveries when their provider would, and gives up as it does.
 * Schedules come from `x-push-policy` (policy.ts), chance from the seed, time from the mock's clock.
 */
import { setMaxListeners } from 'node:events';
import type { Emission, Fault, FaultRule, Recorded } from '../../generated/mock/models.ts';
import type { Log } from '../log.ts';
import { stackOf } from '../running/thrown.ts';
import { composed, departed, type Made } from './composing.ts';
import { openDeliveries } from './deliveries.ts';
import { admit, impossibleRule, noMock, type Refused, unplayable } from './emission.ts';
import { type EngineLog, type Message, openEngineLog } from './engine-log.ts';
import type { FaultRules } from './fault-rules.ts';
import { amountOf } from './faults.ts';
import type { MockClock } from './mock-clock.ts';
import type { OwnHeaders } from './own-headers.ts';
import type { ProviderMock } from './provider-mock.ts';
import { openQueue } from './queue.ts';
import type { Random } from './random.ts';
import { asJsonRecord } from './recording.ts';

export type Queued = { readonly ok: true; readonly messages: readonly string[] } | Refused;

export type Engine = {
  readonly mocks: ReadonlyMap<string, ProviderMock>;
  readonly log: EngineLog;
  readonly rules: FaultRules;
  /** Composes and queues; never waits for an answer. */
  emit(emission: Emission): Queued;
  /** `to`: in place of where the provider would push. */
  replay(recorded: readonly Recorded[], to?: string): Queued;
  /** What `emit` would send, without sending it. Without a variant the first one, as it stands in the contract. */
  preview(emission: Emission): Made;
  /** Attempts of this provider that are due within this time reach nobody. */
  outage(provider: string, ms: number): { readonly ok: true } | Refused;
  /** Until when they do, on the mocks' clock; `undefined` while they reach the receiver. */
  downUntilMs(provider: string): number | undefined;
  addRule(rule: FaultRule): { readonly ok: true } | Refused;
  readonly waiting: () => number;
  readonly attempting: () => number;
  /** When the next attempt is due. */
  readonly nextDueMs: () => number | undefined;
  /** Resolves as soon as nothing is under way and nothing is due. */
  settled(): Promise<void>;
  reset(): void;
  stop(): Promise<void>;
};

export type EngineParts = {
  readonly mocks: readonly ProviderMock[];
  /** The mocks' APIs ask them too. */
  readonly rules: FaultRules;
  readonly clock: MockClock;
  readonly random: Random;
  readonly log: Log;
};

/** A message to send. */
type Send = {
  readonly id: string;
  readonly mock: ProviderMock;
  readonly event: string;
  readonly to: string | undefined;
  readonly faults: readonly Fault[];
  readonly headers: OwnHeaders;
  readonly force: boolean;
  readonly dueMs: number;
  readonly compose: (nowMs: number) => Made;
};

/** A message that is to be sent after the next one is, and is not sent for lack of a next one, goes out then. */
const REORDER_MS_MAX = 60_000;

export function openEngine({ mocks, rules, clock, random, log }: EngineParts): Engine {
  const byName = new Map(mocks.map((mock) => [mock.name, mock]));
  const record = openEngineLog();
  const counts = new Map<string, number>();
  /** By provider: messages that wait for the next one to go first. */
  const held = new Map<string, Message[]>();
  /** By provider: until when the receiver is down. */
  const outages = new Map<string, number>();
  let stopping = openStop();
  /** After a reset ids begin anew, and what they name must not be the same bytes again: a gateway would take them for repeats. */
  let resets = 0;
  const draws = (name: string) => random.fork(`${resets}/${name}`);
  const queue = openQueue(clock, (error) => log.error('mock.crashed', { reason: stackOf(error) }));

  const deliveries = openDeliveries({
    mocks: byName,
    record,
    queue,
    clock,
    random: () => draws('attempts'),
    signal: () => stopping.signal,
    isDown: (provider, atMs) => atMs < (outages.get(provider) ?? 0),
    log,
  });

  const idAfter = (provider: string) => `${provider}-${(counts.get(provider) ?? 0) + 1}`;
  function nextId(provider: string): string {
    const id = idAfter(provider);
    counts.set(provider, (counts.get(provider) ?? 0) + 1);
    return id;
  }

  /** Composes when it is due, so that the times in a message are those of its sending. */
  function schedule(message: Send): void {
    if (message.dueMs <= clock.now()) begin(message);
    else queue.add({ dueMs: message.dueMs, owner: message.id, run: async () => begin(message) });
  }

  function begin({ id, mock, event, to, faults: given, headers, force, dueMs, compose }: Send): void {
    const faults = [...given, ...rules.strike(mock.name, event)];
    const of = (kind: Fault['kind']) => faults.find((fault) => fault.kind === kind);
    const skew = of('clock-skew');
    const sound = compose(dueMs + (skew === undefined ? 0 : amountOf(skew, 'clock-skew') * 1000));
    const sent = sound.ok ? departed(mock, event, sound.composed, faults) : sound;
    const message: Message = {
      id,
      provider: mock.name,
      event,
      composed: sound.ok ? sound.composed : { variant: 'none', content: {} },
      content: sent.ok ? sent.composed.content : {},
      headers,
      force,
      emittedMs: dueMs,
      faults,
      deliveries: [],
    };
    record.add(message);
    // The first of many was looked at before; a varied one, or a rule, may still ask for what it has not.
    if (!sent.ok) {
      message.note = sent.detail;
      return;
    }
    const earlier = held.get(mock.name) ?? [];
    held.delete(mock.name);
    if (of('drop') === undefined) deliveries.deliver(message, mock, to, dueMs + (delayOf(faults) ?? 0), earlier);
    else deliveries.release(earlier);
    if (of('reorder') !== undefined) held.set(mock.name, [message]);
  }

  function emit(emission: Emission): Queued {
    const { provider, event, count = 1, ratePerSecond, to, faults = [], headers = {}, force = false } = emission;
    const mock = admit(emission, byName);
    if ('ok' in mock) return mock;
    const tried = composed(mock, emission, { nowMs: clock.now(), random: draws(idAfter(provider)) });
    if (!tried.ok) return tried;
    const messages = Array.from({ length: count }, () => nextId(provider));
    for (const [index, id] of messages.entries()) {
      const dueMs = clock.now() + (ratePerSecond === undefined ? 0 : (index * 1000) / ratePerSecond);
      const compose = (nowMs: number) => composed(mock, emission, { nowMs, random: draws(id) });
      schedule({ id, mock, event, to, faults, headers, force, dueMs, compose });
    }
    return { ok: true, messages };
  }

  function preview(emission: Emission): Made {
    const mock = admit(emission, byName);
    if ('ok' in mock) return mock;
    const [first] = mock.events.find(({ event }) => event === emission.event)?.variants ?? [];
    const asked = first === undefined ? emission : { variant: first, ...emission };
    return composed(mock, asked, { nowMs: clock.now(), random: draws('preview') });
  }

  function replay(recorded: readonly Recorded[], to?: string): Queued {
    // All of them before the first is queued: half a session is another session.
    for (const [index, one] of recorded.entries()) {
      const refused = unplayable(one, byName);
      if (refused !== undefined) return { ok: false, detail: `messages[${index}]: ${refused.detail}` };
    }
    const startMs = clock.now();
    const messages = recorded.flatMap((one) => {
      const { provider, event, variant = 'recorded', afterMs, faults = [], headers = {}, force = false } = one;
      const mock = byName.get(provider);
      if (mock === undefined) return [];
      const id = nextId(provider);
      const made: Made = { ok: true, composed: { variant, content: asJsonRecord(one.content) } };
      const dueMs = startMs + afterMs;
      schedule({ id, mock, event, to, faults, headers, force, dueMs, compose: () => made });
      return [id];
    });
    return { ok: true, messages };
  }

  return {
    mocks: byName,
    log: record,
    rules,
    emit,
    replay,
    preview,
    outage: (provider, ms) => {
      if (!byName.has(provider)) return noMock(provider, byName);
      outages.set(provider, clock.now() + ms);
      return { ok: true };
    },
    downUntilMs: (provider) => {
      const untilMs = outages.get(provider);
      return untilMs !== undefined && untilMs > clock.now() ? untilMs : undefined;
    },
    addRule: (rule) => {
      const mock = byName.get(rule.provider);
      const refused = mock === undefined ? noMock(rule.provider, byName) : impossibleRule(mock, rule);
      if (refused !== undefined) return refused;
      rules.add(rule);
      return { ok: true };
    },
    waiting: queue.waiting,
    attempting: queue.running,
    nextDueMs: queue.nextDueMs,
    settled: queue.settled,
    reset: () => {
      stopping.abort();
      stopping = openStop();
      queue.clear();
      record.clear();
      rules.clear();
      held.clear();
      counts.clear();
      outages.clear();
      resets += 1;
      for (const mock of mocks) mock.reset();
    },
    stop: async () => {
      stopping.abort();
      await queue.stop();
    },
  };
}

/** Every attempt under way listens to it, and there may be many. */
function openStop(): AbortController {
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  return stop;
}

/** Held back until the next message has gone, or for lack of one; or as long as it says. */
function delayOf(faults: readonly Fault[]): number | undefined {
  const delay = faults.find(({ kind }) => kind === 'delay');
  if (delay !== undefined) return amountOf(delay, 'delay') * 1000;
  return faults.some(({ kind }) => kind === 'reorder') ? REORDER_MS_MAX : undefined;
}
