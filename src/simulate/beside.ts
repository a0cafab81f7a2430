/**
 * The mocks of a gateway in development (`mocks` in its configuration): it runs what nobody else runs on the same ports. To `pushdock mock up`
 * it gives way, and it takes over again when those mocks have ended. So there is one world of mocks, whichever was started first.
 */
import type { Log } from '../log.ts';
import { boundAs } from '../running/address-unavailable.ts';
import type { Clock } from '../running/clock.ts';
import { openInTurn } from '../running/in-turn.ts';
import { messageOf } from '../running/thrown.ts';
import { openMockControl, whoHolds } from './control/client.ts';
import { openControl } from './control/listener.ts';
import { mockClock } from './mock-clock.ts';
import { openMocks } from './mocks.ts';
import { mockPorts } from './ports.ts';
import { developmentSettings } from './settings.ts';
import { loadSimulations, mockNamesOf, type Simulated } from './simulation.ts';

export type BesideOptions = {
  /** Every provider there is. */
  readonly from: readonly Simulated[];
  /** Of the control port. Those of the APIs lie as far from it as from 4010 with `pushdock mock up`. */
  readonly port: number;
  /** Base URL of the gateway's public listener, as far as it is known: with port 0 until `pushTo` says which one was bound. */
  readonly gateway: string;
  readonly clock: Clock;
  readonly log: Log;
};

export type MocksBeside = {
  /** The gateway's address as bound. */
  pushTo(gateway: string): void;
  /** Its operator API, as bound. */
  askAt(operator: string): void;
  close(): Promise<void>;
};

type Own = {
  readonly providers: readonly string[];
  readonly hasControl: boolean;
  pushTo(gateway: string): void;
  askAt(operator: string): void;
  close(): Promise<void>;
};

/** How soon it is noticed that other mocks have begun or ended. */
const LOOK_MS = 1_000;
/** The mocks to which these gave way bind their ports within this time, on a busy machine too. The control port is their last: Prism has read all contracts before. */
const GIVING_WAY_MS = 15_000;

/** Rejects with `AddressUnavailable` when a port is taken by something else than mocks. */
export async function openMocksBeside(options: BesideOptions): Promise<MocksBeside> {
  const { from, port, clock, log } = options;
  let { gateway } = options;
  let operator: string | undefined;
  const simulations = await loadSimulations(from);
  const names = mockNamesOf(from);
  const control = openMockControl(`http://127.0.0.1:${port}`);
  const portOf = (provider: string) => (simulations[provider]?.port ?? 0) - mockPorts.control + port;
  const inTurn = openInTurn();
  const stopping = new AbortController();
  let own: Own | undefined;
  let givenWayMs = Number.NEGATIVE_INFINITY;

  /** Runs what nobody else does. Without the control port only what has an API is of use. */
  async function fill(): Promise<void> {
    if (own?.hasControl || clock.monotonic() - givenWayMs < GIVING_WAY_MS) return;
    const others = (await whoHolds(control))?.providers.map(({ name }) => name);
    const wanted =
      others === undefined
        ? names
        : names.filter((name) => !others.includes(name) && simulations[name]?.port !== undefined);
    if (own !== undefined && others !== undefined && String(own.providers) === String(wanted)) return;
    await end();
    own = await open(wanted, others === undefined);
    if (operator !== undefined) own.askAt(operator);
    own.pushTo(gateway); // It may have been learnt while they opened.
    log.info('mocks.started', { control: control.baseUrl, providers: wanted, others_run: others ?? [] });
  }

  async function open(providers: readonly string[], hasControl: boolean): Promise<Own> {
    const mocks = await openMocks({
      providers,
      settings: { ...developmentSettings(simulations), gateway },
      clock: mockClock(),
      timeScale: 1,
      // Another each time: a gateway would take the same messages for repeats.
      seed: String(clock.now() % 1_000_000),
      log,
      port: (provider) => (simulations[provider]?.port === undefined ? 0 : portOf(provider)),
      list: simulations,
      besideGateway: true,
    });
    const { pushTo, askAt } = mocks;
    if (!hasControl) return { providers, hasControl, pushTo, askAt, close: () => mocks.close() };
    try {
      const listener = await openControl(mocks, port, log, giveWay);
      // The control port last: who told it to end the mocks may start others once it does not answer.
      return { providers, hasControl, pushTo, askAt, close: () => mocks.close().finally(() => listener.close()) };
    } catch (error) {
      await mocks.close();
      throw error;
    }
  }

  async function end(): Promise<void> {
    const before = own;
    own = undefined;
    await before?.close();
  }

  function giveWay(): void {
    givenWayMs = clock.monotonic();
    log.info('mocks.gave_way', { control: control.baseUrl });
    void inTurn(end);
  }

  async function watch(): Promise<void> {
    let said: string | undefined;
    while (!stopping.signal.aborted) {
      await clock.sleep(LOOK_MS, stopping.signal);
      if (stopping.signal.aborted) return;
      const fault = await inTurn(fill).then(() => undefined, messageOf);
      if (fault !== undefined && fault !== said) log.warn('mocks.not_started', { reason: fault });
      said = fault;
    }
  }

  await inTurn(fill).catch(async (error: unknown) => {
    const taken = error instanceof Error && 'port' in error ? Number(error.port) : port;
    await boundAs('mocks', { host: '127.0.0.1', port: taken }, Promise.reject(error));
  });
  const watching = watch();
  return {
    pushTo: (url) => {
      gateway = url;
      own?.pushTo(url);
    },
    askAt: (url) => {
      operator = url;
      own?.askAt(url);
    },
    close: async () => {
      stopping.abort();
      await watching;
      await inTurn(end);
    },
  };
}
