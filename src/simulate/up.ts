/** Everything that `pushdock mock up` starts, on its fixed ports; all of it stops together. */
import type { Log } from '../log.ts';
import { type Control, openControl } from './control/listener.ts';
import type { ApiTls } from './listener.ts';
import { mockClock } from './mock-clock.ts';
import { type Mocks, openMocks } from './mocks.ts';
import { notOneOf } from './not-one-of.ts';
import { mockPorts } from './ports.ts';
import { openPrismMocks, type PrismMocks, prismServers } from './prism.ts';
import { developmentSettings, MockSettingsError, readMockSettings } from './settings.ts';
import { loadSimulations, mockNamesOf, type Simulated } from './simulation.ts';

export type UpOptions = {
  /** Every provider there is. */
  readonly from: readonly Simulated[];
  /** Empty: all of them. */
  readonly providers: readonly string[];
  readonly gateway?: string;
  /** Base URL of that gateway's operator API. */
  readonly operator?: string;
  /** The mock APIs answer by TLS, with this certificate. */
  readonly apiTls?: ApiTls;
  /** A settings file. */
  readonly settings?: string;
  readonly timeScale: number;
  readonly seed: string;
  /** Where the clock begins. */
  readonly start?: number;
  readonly prism: boolean;
  readonly log: Log;
  /** Of this set, among others on the machine. */
  readonly name?: string;
  /** The control port; the others lie as far from it as from 4010. Default 4010. */
  readonly portBase?: number;
  /** For tests: any free port instead of the fixed ones. */
  readonly anyPort?: boolean;
};

export type StartedMocks = {
  readonly mocks: Mocks;
  readonly control: Control;
  /** Absent: not wanted, or not installed. */
  readonly prism: PrismMocks | undefined;
  /** Resolves when everything has ended, because `close` was called or because the control port was told to. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
};

/** Resolves when everything answers. Rejects with `MockSettingsError`, or when a port is taken; then nothing is left running. */
export async function startMocks(options: UpOptions): Promise<StartedMocks> {
  const { from, providers, gateway, settings: file, timeScale, seed, start, log, anyPort = false } = options;
  const { name, operator, apiTls, portBase = mockPorts.control } = options;
  const portOf = (usual: number) => (anyPort ? 0 : usual - mockPorts.control + portBase);
  const mockNames = mockNamesOf(from);
  const unknown = providers.find((name) => !mockNames.includes(name));
  if (unknown !== undefined)
    throw new MockSettingsError(`no mock is named ${unknown}${notOneOf(unknown, mockNames, 'there are')}`);
  const simulations = await loadSimulations(from);
  const read = file === undefined ? developmentSettings(simulations) : readMockSettings(file, simulations);
  const closing: (() => Promise<void>)[] = [];
  let closeControl = async () => {};
  let noteEnd = () => {};
  const ended = new Promise<void>((resolve) => {
    noteEnd = resolve;
  });
  let closed: Promise<unknown> | undefined;
  const close = async () => {
    // The control port last: a caller that told it to end the mocks may start others once it does not answer.
    closed ??= Promise.all(closing.map((one) => one()))
      .finally(() => closeControl())
      .finally(noteEnd);
    await closed;
  };
  try {
    const mocks = await openMocks({
      providers: providers.length === 0 ? mockNames : providers,
      settings: {
        ...read,
        ...(gateway === undefined ? {} : { gateway: gateway.replace(/\/$/, '') }),
        ...(operator === undefined ? {} : { operator }),
        ...(apiTls === undefined ? {} : { apiTls }),
      },
      clock: mockClock({ scale: timeScale, ...(start === undefined ? {} : { startMs: start }) }),
      timeScale,
      seed,
      log,
      port: (provider) => {
        const { port } = simulations[provider] ?? {};
        return port === undefined ? 0 : portOf(port);
      },
      ...(name === undefined ? {} : { name }),
      list: simulations,
    });
    closing.push(() => mocks.close());
    const prism = options.prism
      ? await openPrismMocks(prismServers(from, simulations), portOf, log, apiTls ?? read.apiTls)
      : undefined;
    if (prism !== undefined) closing.push(() => prism.close());
    // Last: when the control port answers, everything does. `mock up --wait` and scripts rely on it.
    const control = await openControl(
      mocks,
      portOf(mockPorts.control),
      log,
      () => void close(),
      () => prism?.all ?? [],
    );
    closeControl = () => control.close();
    return { mocks, control, prism, ended, close };
  } catch (error) {
    await close();
    throw error;
  }
}
