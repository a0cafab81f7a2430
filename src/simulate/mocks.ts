/** Opens mock providers and the engine behind them, as one thing that is closed as one. */

import type { Log } from '../log.ts';
import { systemClock } from '../running/clock.ts';
import { type Engine, openEngine } from './engine.ts';
import { openFaultRules } from './fault-rules.ts';
import type { MockClock } from './mock-clock.ts';
import type { ProviderMock } from './provider-mock.ts';
import { openRandom } from './random.ts';
import type { OperatorApi } from './receiver-view.ts';
import type { FurtherSource, MockSettings, Simulation } from './simulation.ts';

export type MocksOptions = {
  readonly providers: readonly string[];
  readonly settings: MockSettings;
  readonly clock: MockClock;
  readonly timeScale: number;
  readonly seed: string;
  readonly log: Log;
  /** Of a provider's API; 0: any free one. */
  readonly port: (provider: string) => number;
  /** Where the mocks come from, by the name of their provider. */
  readonly list: Readonly<Record<string, Pick<Simulation, 'open'>>>;
  /** A gateway in development runs them itself. */
  readonly besideGateway?: boolean;
  /** Of this set, among others on the machine. */
  readonly name?: string;
};

export type Mocks = {
  readonly engine: Engine;
  readonly clock: MockClock;
  /** Of the clock; 0: it moves only when told. */
  readonly timeScale: number;
  readonly seed: string;
  /** Base URL of the gateway that is pushed to, as known now. */
  readonly gatewayUrl: () => string;
  /** Push to this gateway from now on. Messages that were sent keep their destinations. */
  pushTo(gateway: string): void;
  /** The operator API of that gateway, where it is known. */
  readonly operator: () => OperatorApi | undefined;
  /** It is a gateway of ours, and its operator API is here. */
  askAt(operator: string): void;
  /** Real time. */
  readonly startedMs: number;
  /** They give way to others. */
  readonly besideGateway: boolean;
  readonly name?: string;
  close(): Promise<void>;
};

/** Rejects when an address cannot be bound; then none is left open. */
export async function openMocks({
  providers,
  settings,
  clock,
  timeScale,
  seed,
  log,
  port,
  list,
  besideGateway = false,
  name: setName,
}: MocksOptions): Promise<Mocks> {
  const random = openRandom(seed);
  const rules = openFaultRules(random.fork('rules'));
  const opened: ProviderMock[] = [];
  const closeAll = () => Promise.all(opened.map((mock) => mock.close()));
  let engine: Engine | undefined;
  let gateway = settings.gateway;
  let operator = operatorOf(settings);
  const further = Object.entries(settings.sources ?? {}).filter(([, { provider }]) => providers.includes(provider));
  const wanted: readonly (readonly [string, FurtherSource | undefined])[] = [
    ...providers.map((name) => [name, undefined] as const),
    ...further,
  ];
  for (const [name, source] of wanted) {
    const provider = source?.provider ?? name;
    const { open } = list[provider] ?? {};
    if (open === undefined) throw new Error(`there is no mock of ${provider}`);
    const services = {
      gateway: () => gateway,
      ca: settings.ca,
      address: {
        host: '127.0.0.1',
        port: source === undefined ? port(name) : (source.apiPort ?? 0),
        ...(settings.apiTls === undefined ? {} : { tls: settings.apiTls }),
      },
      clock,
      log,
      random: random.fork(name),
      strike: () => rules.strikeCall(name),
      emit: (event: string) => void engine?.emit({ provider: name, event }),
    };
    try {
      const mock = await open(services, source === undefined ? settings : { ...settings, [provider]: source.settings });
      opened.push(source === undefined ? mock : { ...mock, name, provider });
    } catch (error) {
      await closeAll();
      throw error;
    }
  }
  const running = openEngine({ mocks: opened, rules, clock, random: random.fork('engine'), log });
  engine = running;
  return {
    engine: running,
    clock,
    timeScale,
    seed,
    gatewayUrl: () => gateway,
    pushTo: (url) => {
      const before = gateway;
      gateway = url;
      for (const mock of opened) mock.gatewayMoved?.(before);
    },
    operator: () => operator,
    askAt: (url) => {
      operator = { url };
    },
    startedMs: systemClock.now(),
    besideGateway,
    ...(setName === undefined ? {} : { name: setName }),
    close: async () => {
      await running.stop();
      await closeAll();
    },
  };
}

/** Both of `make run`. Another gateway is asked only where its operator API is named: this one would know nothing of its messages. */
const tried = { gateway: 'http://127.0.0.1:8080', operator: 'http://127.0.0.1:8081' } as const;

function operatorOf({ gateway, operator, operatorToken: token }: MockSettings): OperatorApi | undefined {
  const url = operator ?? (gateway === tried.gateway ? tried.operator : undefined);
  return url === undefined ? undefined : { url: url.replace(/\/$/, ''), token };
}
