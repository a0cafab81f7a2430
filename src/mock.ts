/** Mock providers in the tests of others: what may be imported from `pushdock/mock`. They run in the test's own process, on any free ports. */
import type {
  DeliveryState,
  Emission,
  Fault,
  FaultKind,
  FaultRule,
  LoggedAttempt,
  LoggedMessage,
} from '../generated/mock/models.ts';
import { silentLog } from './log.ts';
import { providers as allProviders } from './providers/list.ts';
import { systemClock } from './running/clock.ts';
import { messageView } from './simulate/control/views.ts';
import type { Mocks } from './simulate/mocks.ts';
import { startMocks as start } from './simulate/up.ts';

export { MockSettingsError } from './simulate/settings.ts';
export type { DeliveryState, Fault, FaultKind, FaultRule, LoggedAttempt, LoggedMessage };

export type StartOptions = {
  /** Base URL of the receiver under test. May be told later, with `pushTo`. */
  readonly gateway?: string;
  /** Names of providers; all of them where left out. */
  readonly providers?: readonly string[];
  /** Paths and credentials, as a YAML file (`spec/mock-settings.schema.json`). Left out: those of the ready-to-try configuration. */
  readonly settings?: string;
  /** Seconds of the mocks' clock in a real one. Default 0: it moves by `advance` alone, so that a test decides when a retry comes. */
  readonly timeScale?: number;
  /** The same messages, ids and faults as in another run with it. Default: others each time. */
  readonly seed?: string;
  /** Where the mocks' clock begins. Default: now. */
  readonly start?: Date;
};

/** What a message has beside its provider and event: variant, own data, headers, faults, count. */
export type EmitOptions = Omit<Emission, 'provider' | 'event'>;

export type AttemptExpectation = {
  /** Which attempt; default the first. */
  readonly number?: number;
  /** What it must have heard. */
  readonly status?: number;
  /** Whether the provider must take it for a success. */
  readonly success?: boolean;
  /** Real milliseconds that are waited at most; default 5,000. */
  readonly withinMs?: number;
};

export type StartedMocks = AsyncDisposable & {
  /** Base URL of the control API (`pushdock/spec/mock.yaml`) and the page. */
  readonly url: string;
  /** Base URLs of the mock APIs, by provider: what the receiver is configured to call. */
  readonly apis: Readonly<Record<string, string>>;
  readonly seed: string;
  /** The mocks' clock. */
  readonly now: () => Date;
  /** Push to this receiver from now on. */
  pushTo(gateway: string): void;
  /** Sends events and returns the messages' ids, before any attempt. Throws `MockRefused` for what the contract does not know. */
  emit(provider: string, event: string, options?: EmitOptions): readonly string[];
  /** Waits for an attempt at this message and returns it. Rejects with `ExpectationFailed`, which says what happened instead. */
  expectAttempt(message: string, expected?: AttemptExpectation): Promise<LoggedAttempt>;
  /** A message with its deliveries and attempts so far, and what each sent, signed and heard. */
  message(id: string): LoggedMessage;
  /** Every message so far, oldest first. */
  messages(): readonly LoggedMessage[];
  /** Lets time pass at once: milliseconds, or a duration such as `72h`. Resolves when what fell due has been attempted. */
  advance(time: number | string): Promise<void>;
  /** What a provider remembers, such as Zettle's subscriptions; no key and no token. */
  state(provider: string): Readonly<Record<string, unknown>>;
  /** Something that a person or the provider does, such as Paazl's `enable`. */
  act(provider: string, action: string): string;
  /** Lets something go wrong from now on. */
  addFault(rule: FaultRule): void;
  /** Forgets messages, faults and the state of every provider. */
  reset(): void;
  close(): Promise<void>;
};

/** Something that these mocks cannot do; the message says what they can. */
export class MockRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MockRefused';
  }
}

/** An attempt that did not come, or heard something else. */
export class ExpectationFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ExpectationFailed';
  }
}

const WITHIN_MS = 5_000;
const LOOK_MS = 10;
/** Nothing listens there: a receiver that nobody has named yet. */
const NOWHERE = 'http://127.0.0.1:9';

/** Resolves when the mocks listen. Rejects with `MockSettingsError` for a wrong settings file or an unknown provider. */
export async function startMocks(options: StartOptions = {}): Promise<StartedMocks> {
  const { gateway = NOWHERE, providers = [], settings, timeScale = 0, seed, start: startAt } = options;
  const { mocks, control, close } = await start({
    from: allProviders,
    providers,
    gateway,
    timeScale,
    seed: seed ?? String(systemClock.now() % 1_000_000_000),
    prism: false,
    log: silentLog,
    anyPort: true,
    ...(settings === undefined ? {} : { settings }),
    ...(startAt === undefined ? {} : { start: startAt.getTime() }),
  });
  return { url: control.url, ...handleOf(mocks), close, [Symbol.asyncDispose]: close };
}

function handleOf(mocks: Mocks): Omit<StartedMocks, 'url' | 'close' | typeof Symbol.asyncDispose> {
  const { engine, clock } = mocks;

  function message(id: string): LoggedMessage {
    const found = engine.log.messages.get(id);
    if (found === undefined) throw new MockRefused(`no message has the id ${id}`);
    return messageView(found, true);
  }

  function mockOf(provider: string) {
    const mock = engine.mocks.get(provider);
    if (mock === undefined)
      throw new MockRefused(`no mock is named ${provider}; there are ${[...engine.mocks.keys()].join(', ')}`);
    return mock;
  }

  async function expectAttempt(id: string, expected: AttemptExpectation = {}): Promise<LoggedAttempt> {
    const { number = 1, status, success, withinMs = WITHIN_MS } = expected;
    const endMs = systemClock.monotonic() + withinMs;
    for (;;) {
      const one = message(id);
      const attempt = one.deliveries.flatMap(({ attempts }) => attempts).find((made) => made.number === number);
      if (attempt !== undefined) {
        const wrong =
          (status !== undefined && attempt.status !== status) || (success !== undefined && attempt.success !== success);
        if (!wrong) return attempt;
        throw new ExpectationFailed(
          `${id}: attempt ${number} ${heard(attempt)}, expected ${status ?? `success ${success}`}`,
        );
      }
      if (systemClock.monotonic() > endMs)
        throw new ExpectationFailed(
          `${id}: no attempt ${number} within ${withinMs} ms; it is ${one.state}${one.note === undefined ? '' : `: ${one.note}`}${nextOf(one)}`,
        );
      await systemClock.sleep(LOOK_MS);
    }
  }

  return {
    apis: Object.fromEntries([...engine.mocks].flatMap(([name, { url }]) => (url === undefined ? [] : [[name, url]]))),
    seed: mocks.seed,
    now: () => new Date(clock.now()),
    pushTo: (gateway) => mocks.pushTo(gateway.replace(/\/$/, '')),
    emit: (provider, event, more = {}) => {
      const queued = engine.emit({ ...more, provider, event });
      if (!queued.ok) throw new MockRefused(queued.detail);
      return queued.messages;
    },
    expectAttempt,
    message,
    messages: () => [...engine.log.messages.values()].map((one) => messageView(one)),
    advance: async (time) => {
      clock.advance(typeof time === 'number' ? time : durationMs(time));
      await engine.settled();
    },
    state: (provider) => mockOf(provider).state(),
    act: (provider, action) => {
      const mock = mockOf(provider);
      if (!mock.actions.includes(action))
        throw new MockRefused(`${provider} has no action ${action}; it has ${mock.actions.join(', ') || 'none'}`);
      return mock.act(action);
    },
    addFault: (rule) => {
      const added = engine.addRule(rule);
      if (!added.ok) throw new MockRefused(added.detail);
    },
    reset: () => engine.reset(),
  };
}

const heard = ({ status, noAnswer, outcome, note }: LoggedAttempt): string =>
  `heard ${status ?? noAnswer ?? outcome}${note === undefined ? '' : ` (${note})`}`;

function nextOf({ deliveries }: LoggedMessage): string {
  const next = deliveries.flatMap(({ nextAttemptAt }) => nextAttemptAt ?? []).sort()[0];
  return next === undefined ? '' : `, next attempt ${next} on the mocks' clock: advance it`;
}

function durationMs(text: string): number {
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text) ?? [];
  const factor = units[unit];
  if (amount === undefined || factor === undefined)
    throw new MockRefused(`${text} is not a duration; write such as 90s, 24h or 3d`);
  return Number(amount) * factor;
}
