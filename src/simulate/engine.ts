/**
 * The engine behind the mock providers: emits messages, attempts their deliveries when their provider would, and gives up as it does.
 * Schedules come from `x-push-policy` (policy.ts), chance from the seed, time from the mock's clock.
 */
import { setMaxListeners } from 'node:events';
import type { Emission, Fault, FaultRule, Recorded } from '../../generated/mock/models.ts';
import type { Log } from '../log.ts';
import { attempt } from './attempt.ts';
import { type Delivery, type EngineLog, type Message, openEngineLog } from './engine-log.ts';
import type { FaultRules } from './fault-rules.ts';
import { amountOf, apiFaults, messageFaults } from './faults.ts';
import type { MockClock } from './mock-clock.ts';
import type { Composed, Loss, ProviderMock } from './provider-mock.ts';
import { openQueue } from './queue.ts';
import type { Random } from './random.ts';
import { asJsonRecord } from './recording.ts';

export type Refused = { readonly ok: false; readonly detail: string };
export type Queued = { readonly ok: true; readonly messages: readonly string[] } | Refused;

export type Engine = {
  readonly mocks: ReadonlyMap<string, ProviderMock>;
  readonly log: EngineLog;
  readonly rules: FaultRules;
  /** Composes and queues; never waits for an answer. */
  emit(emission: Emission): Queued;
  replay(recorded: readonly Recorded[]): Queued;
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

/** A message that is to be sent after the next one is, and is not sent for lack of a next one, goes out then. */
const REORDER_MS_MAX = 60_000;

export function openEngine({ mocks, rules, clock, random, log }: EngineParts): Engine {
  const byName = new Map(mocks.map((mock) => [mock.name, mock]));
  const record = openEngineLog();
  const counts = new Map<string, number>();
  /** By provider: messages that wait for the next one to go first. */
  const held = new Map<string, Message[]>();
  let stopping = openStop();
  /** After a reset ids begin anew, and what they name must not be the same bytes again: a gateway would take them for repeats. */
  let resets = 0;
  const draws = (name: string) => random.fork(`${resets}/${name}`);
  const queue = openQueue(clock, (error) =>
    log.error('mock.crashed', { reason: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );

  function nextId(provider: string): string {
    const count = (counts.get(provider) ?? 0) + 1;
    counts.set(provider, count);
    return `${provider}-${count}`;
  }

  type Send = {
    id: string;
    mock: ProviderMock;
    event: string;
    to: string | undefined;
    faults: readonly Fault[];
    dueMs: number;
    compose: (nowMs: number) => Composed;
  };

  /** Composes when it is due, so that the times in a message are those of its sending. */
  function schedule(message: Send): void {
    if (message.dueMs <= clock.now()) begin(message);
    else queue.add({ dueMs: message.dueMs, owner: message.id, run: async () => begin(message) });
  }

  function begin({ id, mock, event, to, faults: given, dueMs, compose }: Send): void {
    const faults = [...given, ...rules.strike(mock.name, event)];
    const of = (kind: Fault['kind']) => faults.find((fault) => fault.kind === kind);
    const skew = of('clock-skew');
    const composed = compose(dueMs + (skew === undefined ? 0 : amountOf(skew, 'clock-skew') * 1000));
    const message: Message = { id, provider: mock.name, event, composed, emittedMs: dueMs, faults, deliveries: [] };
    record.add(message);
    const earlier = held.get(mock.name) ?? [];
    held.delete(mock.name);
    if (of('drop') === undefined) deliver(message, mock, to, dueMs + (delayOf(faults) ?? 0), earlier);
    else release(earlier);
    if (of('reorder') !== undefined) held.set(mock.name, [message]);
  }

  function deliver(
    message: Message,
    mock: ProviderMock,
    to: string | undefined,
    dueMs: number,
    after: readonly Message[],
  ): void {
    const destinations = mock.destinations(message.event, to);
    if (typeof destinations === 'string') {
      message.note = destinations;
      release(after);
      return;
    }
    const twice = message.faults.some(({ kind }) => kind === 'duplicate');
    for (const destination of destinations.flatMap((one) => (twice ? [one, one] : [one]))) {
      const id = `${message.id}.${message.deliveries.length + 1}`;
      const delivery: Delivery = { id, destination, state: 'waiting', nextDueMs: dueMs, attempts: [] };
      message.deliveries.push(delivery);
      plan(message, delivery, mock, dueMs, after);
    }
  }

  function plan(
    message: Message,
    delivery: Delivery,
    mock: ProviderMock,
    dueMs: number,
    after: readonly Message[] = [],
  ): void {
    delivery.nextDueMs = dueMs;
    queue.add({
      dueMs,
      owner: delivery.id,
      run: () => run(message, delivery, mock, dueMs).finally(() => release(after)),
    });
  }

  async function run(message: Message, delivery: Delivery, mock: ProviderMock, dueMs: number): Promise<void> {
    const made = await attempt({
      mock,
      message,
      delivery,
      dueMs,
      clock,
      random: draws('attempts'),
      signal: stopping.signal,
    });
    // Reset, or given up on, while it was under way.
    if (delivery.state !== 'waiting' || record.messages.get(message.id) !== message) return;
    delivery.attempts.push(made);
    const waitMs = made.success ? undefined : mock.policy.waitMs(delivery.attempts.length);
    const exhausted = !made.success && waitMs === undefined;
    delivery.nextDueMs = undefined;
    delivery.state = made.success ? 'succeeded' : exhausted ? 'exhausted' : 'waiting';
    log.info('push.attempted', {
      message: message.id,
      delivery: delivery.id,
      attempt: made.number,
      outcome: made.outcome,
      status: made.status,
      success: made.success,
      took_ms: made.tookMs,
    });
    const loss = mock.attempted(delivery.destination, made.success, exhausted);
    if (waitMs !== undefined) {
      // From when the attempt was due, so that compressing time does not stretch the schedule by what attempts take in real time.
      // An answer that never came is the exception: it took as long as the provider waits.
      const took = made.outcome === 'timeout' ? mock.policy.timeoutMs : 0;
      plan(message, delivery, mock, dueMs + took + waitMs);
    }
    if (loss !== undefined) lose(mock.name, loss);
  }

  function lose(provider: string, { destination, reason }: Loss): void {
    log.warn('push.given_up', { provider, destination, reason });
    for (const message of record.messages.values())
      for (const delivery of message.provider === provider ? message.deliveries : []) {
        if (delivery.state !== 'waiting') continue;
        if (destination !== undefined && delivery.destination.name !== destination) continue;
        delivery.state = 'lost';
        delivery.nextDueMs = undefined;
        delivery.note = reason;
        queue.remove(delivery.id);
      }
  }

  /** Messages that were held until another one had gone. */
  function release(messages: readonly Message[]): void {
    for (const message of messages)
      for (const delivery of message.deliveries) {
        const mock = byName.get(message.provider);
        if (delivery.state !== 'waiting' || delivery.attempts.length > 0 || mock === undefined) continue;
        queue.remove(delivery.id);
        plan(message, delivery, mock, clock.now());
      }
  }

  function emit(emission: Emission): Queued {
    const { provider, event, variant, count = 1, ratePerSecond, to, faults = [] } = emission;
    const mock = byName.get(provider);
    if (mock === undefined) return no(`there is no mock ${provider}; there are ${[...byName.keys()].join(', ')}`);
    const choice = mock.events.find((one) => one.event === event);
    if (choice === undefined) return no(`${provider} has no event ${event}; it has ${namesOf(mock)}`);
    if (variant !== undefined && !choice.variants.includes(variant))
      return no(`${event} has no variant ${variant}; it has ${choice.variants.join(', ')}`);
    if (to !== undefined && !isHttp(to)) return no('to is no http or https URL');
    const fault = impossible(mock, faults);
    if (fault !== undefined) return fault;
    const messages = Array.from({ length: count }, () => nextId(provider));
    for (const [index, id] of messages.entries()) {
      const dueMs = clock.now() + (ratePerSecond === undefined ? 0 : (index * 1000) / ratePerSecond);
      const asked = variant === undefined ? { event } : { event, variant };
      schedule({
        id,
        mock,
        event,
        to,
        faults,
        dueMs,
        compose: (nowMs) => mock.compose(asked, { nowMs, random: draws(id) }),
      });
    }
    return { ok: true, messages };
  }

  function replay(recorded: readonly Recorded[]): Queued {
    for (const { provider, faults = [] } of recorded) {
      const mock = byName.get(provider);
      if (mock === undefined) return no(`there is no mock ${provider}; there are ${[...byName.keys()].join(', ')}`);
      const fault = impossible(mock, faults);
      if (fault !== undefined) return fault;
    }
    const startMs = clock.now();
    const messages = recorded.flatMap(({ provider, event, variant = 'recorded', afterMs, faults = [], content }) => {
      const mock = byName.get(provider);
      if (mock === undefined) return [];
      const id = nextId(provider);
      const composed = { variant, content: asJsonRecord(content) };
      schedule({ id, mock, event, to: undefined, faults, dueMs: startMs + afterMs, compose: () => composed });
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
    addRule: (rule) => {
      const mock = byName.get(rule.provider);
      if (mock === undefined)
        return no(`there is no mock ${rule.provider}; there are ${[...byName.keys()].join(', ')}`);
      const isApi = apiFaults.some((kind) => kind === rule.fault.kind);
      if (isApi && mock.url === undefined) return no(`${rule.provider} has no API that could fail`);
      const fault = isApi ? undefined : impossible(mock, [rule.fault]);
      if (fault !== undefined) return fault;
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

const no = (detail: string): Refused => ({ ok: false, detail: `${detail}.` });

const namesOf = ({ events }: ProviderMock): string => events.map(({ event }) => event).join(', ');

const isHttp = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

function impossible(mock: ProviderMock, faults: readonly Fault[]): Refused | undefined {
  const able = [...messageFaults, ...mock.faults];
  const unable = faults.find(({ kind }) => !able.includes(kind));
  if (unable === undefined) return undefined;
  const isApi = apiFaults.some((kind) => kind === unable.kind);
  return no(
    isApi
      ? `${unable.kind} is no fault of a message; make it a rule`
      : `${mock.name} cannot have the fault ${unable.kind}; it can have ${able.join(', ')}`,
  );
}

/** Held back until the next message has gone, or for lack of one; or as long as it says. */
function delayOf(faults: readonly Fault[]): number | undefined {
  const delay = faults.find(({ kind }) => kind === 'delay');
  if (delay !== undefined) return amountOf(delay, 'delay') * 1000;
  return faults.some(({ kind }) => kind === 'reorder') ? REORDER_MS_MAX : undefined;
}
