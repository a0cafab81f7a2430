/** `pushdock mock up`: starts the mock providers, and the Prism mocks, until it is told to stop. */

import { Command, InvalidArgumentError, Option } from 'commander';
import type { MockStatus } from '../../generated/mock/models.ts';
import { openLog } from '../log.ts';
import { providers } from '../providers/list.ts';
import { systemClock } from '../running/clock.ts';
import { codeOf } from '../running/thrown.ts';
import { openMockControl, whoHolds } from '../simulate/control/client.ts';
import { mockPorts } from '../simulate/ports.ts';
import type { StartedMocks, UpOptions } from '../simulate/up.ts';
import { whatAnswers } from '../simulate/what-answers.ts';
import { CommandFailed } from './failure.ts';
import { upInBackground } from './mock-background.ts';
import { mockUrl, othersRun } from './mock-control.ts';
import { forgetSet, namedSets, noteSet, setName } from './mock-sets.ts';
import { apiTlsIn, certificateIn } from './mock-tls.ts';
import { portHolder } from './port-holder.ts';
import { printTableAtOnce, printText } from './print.ts';
import { npmEnded } from './processes.ts';

type Options = {
  readonly gateway?: string;
  readonly operator?: string;
  readonly tls?: string;
  readonly settings?: string;
  readonly timeScale: number;
  readonly seed?: string;
  readonly start?: number;
  readonly prism: boolean;
  readonly verbose?: boolean;
  readonly wait?: boolean;
  readonly portBase: number;
  readonly name?: string;
};

export function upCommand(): Command {
  return new Command('up')
    .description(
      'Start mock providers (all, or the named ones) and mock APIs on ten loopback ports, 4010 to 4019 by default.',
    )
    .argument('[provider...]', 'default: all of them')
    .option('--gateway <url>', 'the gateway that they push to (default http://127.0.0.1:8080)')
    .option(
      '--operator <url>',
      "the gateway's operator API, for what `mock show` says of the receiver (http://127.0.0.1:8081 with the default gateway)",
    )
    .option(
      '--port-base <port>',
      'listen on this port and the nine after it, so that several sets run side by side',
      portOf,
      mockPorts.control,
    )
    .option('--name <name>', 'a name for this set, by which `mock emit --name` and the others find it', setName)
    .option(
      '--tls <folder>',
      'the mock APIs answer by TLS, with cert.pem and key.pem in this folder; both are made where they are missing',
    )
    .option('--settings <file>', 'paths and credentials (YAML), where they are not those of spec/config.try.yaml')
    .option(
      '--time-scale <n>',
      "seconds of the mocks' clock in a real one: 3600 runs 72 hours of retries in 72 seconds; 0 stands still",
      scaleOf,
      1,
    )
    .option('--seed <text>', 'repeat a run: the same messages, ids and faults')
    .option('--start <time>', "where the mocks' clock begins (RFC 3339); with --seed a run repeats to the byte", timeOf)
    .option('--no-prism', 'do not start the mock APIs that Prism makes from the contracts')
    .option('--verbose', 'log every attempt to standard error')
    .addOption(
      new Option(
        '--wait',
        'start them in the background and return when they answer; `pushdock mock down` ends them',
      ).conflicts('verbose'),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  pushdock mock up\n  pushdock mock up zettle --time-scale 3600 --seed 7\n  pushdock mock up --name returns --port-base 4110 --gateway http://127.0.0.1:9080',
    )
    .action(up);
}

async function up(names: readonly string[], options: Options): Promise<void> {
  if (options.name !== undefined) await refuseNamed(options.name);
  if (options.wait) return upInBackground(controlUrl(options.portBase), options.name);
  const stop = nextStopSignal();
  // Before the first wait, because npm may end while the mocks start.
  const left = new AbortController();
  const launcherEnded = npmEnded(systemClock, left.signal);
  const tls = options.tls === undefined ? {} : { apiTls: await apiTlsIn(options.tls) };
  // Before the control port answers: `--wait` returns then, and the next command looks for the name.
  if (options.name !== undefined) noteSet(options.name, controlUrl(options.portBase));
  const started = await start({
    from: providers,
    providers: names,
    ...options,
    ...tls,
    // Without one every run is another; it is printed, so that any can be repeated.
    seed: options.seed ?? String(systemClock.now() % 1_000_000),
    log: openLog(options.verbose ? 'info' : 'warn'),
  }).catch((error: unknown) => {
    if (options.name !== undefined) forgetSet(options.name);
    throw error;
  });
  greet(started, options);
  await Promise.race([stop, started.ended, launcherEnded]);
  left.abort();
  if (options.name !== undefined) forgetSet(options.name);
  await started.close();
}

const controlUrl = (portBase: number) => `http://127.0.0.1:${portBase}`;

async function refuseNamed(name: string): Promise<void> {
  const url = namedSets().get(name);
  if (url === undefined) return;
  const status = await whoHolds(openMockControl(url));
  if (status?.name === name)
    throw new CommandFailed(
      'failed',
      `mocks with --name ${name} run at ${url} already: process ${status.pid}; use those, or end them with \`pushdock mock down --name ${name}\``,
    );
}

// A gateway's own mocks may be about to bind their ports when they are looked for.
const TRIES = 3;

async function start(options: UpOptions & { readonly portBase: number }, tries = TRIES): Promise<StartedMocks> {
  // Here, because it is far more than any other command needs. And before a gateway's mocks end: they stay away for fifteen seconds.
  const { startMocks } = await import('../simulate/up.ts');
  const url = controlUrl(options.portBase);
  const running = await othersRun(options.portBase);
  if (running !== undefined) throw new CommandFailed('failed', runAlready(running, url));
  try {
    return await startMocks(options);
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') {
      const status = await whoHolds(openMockControl(url));
      if (status?.besideGateway && tries > 1) return start(options, tries - 1);
      throw new CommandFailed(
        'failed',
        status === undefined ? whoHoldsPort(error, options.portBase) : runAlready(status, url),
      );
    }
    if (error instanceof Error && error.name === 'MockSettingsError')
      throw new CommandFailed('configuration', error.message);
    throw error;
  }
}

const runAlready = ({ pid, startedAt, gateway, name }: MockStatus, url: string): string =>
  `mocks run at ${url} already: process ${pid} since ${startedAt}, pushing to ${gateway}; use those, end them with \`pushdock mock down${downWords(url, name)}\`, or start others beside them with --port-base ${freeBase(url)}`;

/** The next hundred: easy to remember, and no port of a gateway of ours. */
const freeBase = (url: string): number => Number(new URL(url).port) + 100;

const downWords = (url: string, name: string | undefined): string =>
  name !== undefined ? ` --name ${name}` : url === mockUrl ? '' : ` --mock ${url}`;

function whoHoldsPort(error: unknown, portBase: number): string {
  const port = error instanceof Error && 'port' in error ? Number(error.port) : portBase;
  const holder = portHolder(port) ?? 'another program, which cannot be named here,';
  return `port ${port} is in use by ${holder}; end it and start again, or choose other ports with --port-base. The mocks need the ports ${portBase} to ${portBase + 9}.`;
}

function greet(
  { mocks, control, prism }: StartedMocks,
  { prism: wanted, timeScale, name, portBase, tls }: Options,
): void {
  const words = downWords(controlUrl(portBase), name);
  printTableAtOnce(
    ['WHAT', 'URL', 'ANSWERS'],
    whatAnswers(control.url, mocks.engine.mocks.values(), prism?.all ?? []).map(({ what, url, answers }) => [
      what,
      url ?? 'pushes only',
      answers,
    ]),
  );
  if (wanted && prism === undefined)
    printText('\nPrism is not installed (it is a development dependency), so the mocks that it makes are left out.');
  if (tls !== undefined)
    printText(
      `\nA program that calls these APIs must trust their certificate: NODE_EXTRA_CA_CERTS=${certificateIn(tls)} for a gateway of ours.`,
    );
  printText(
    `\nSeed ${mocks.seed}, time scale ${timeScale}. Ready; Ctrl-C stops them all, and so does pushdock mock down${words}. In another terminal:\n  npx pushdock mock log --events${words}`,
  );
}

function nextStopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  });
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1024 || port > 65_526)
    throw new InvalidArgumentError('Write a port from 1024 to 65526; the nine after it are taken too.');
  return port;
}

function scaleOf(text: string): number {
  const scale = Number(text);
  if (text.trim() === '' || !(scale >= 0) || scale > 1_000_000)
    throw new InvalidArgumentError('Write a number from 0 to 1000000.');
  return scale;
}

function timeOf(text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms) || !/(Z|[+-]\d{2}:\d{2})$/.test(text))
    throw new InvalidArgumentError('Write a time such as 2026-01-15T12:00:00Z.');
  return ms;
}
