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
import { portHolder } from './port-holder.ts';
import { printTable, printText } from './print.ts';
import { npmEnded } from './processes.ts';

type Options = {
  readonly gateway?: string;
  readonly settings?: string;
  readonly timeScale: number;
  readonly seed?: string;
  readonly start?: number;
  readonly prism: boolean;
  readonly verbose?: boolean;
  readonly wait?: boolean;
};

export function upCommand(): Command {
  return new Command('up')
    .description('Start mock providers (all, or the named ones) and mock APIs on the loopback ports 4010 to 4019.')
    .argument('[provider...]', 'default: all of them')
    .option('--gateway <url>', 'the gateway that they push to (default http://127.0.0.1:8080)')
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
    .addHelpText('after', '\nExamples:\n  pushdock mock up\n  pushdock mock up zettle --time-scale 3600 --seed 7')
    .action(up);
}

async function up(names: readonly string[], options: Options): Promise<void> {
  if (options.wait) return upInBackground();
  const stop = nextStopSignal();
  // Before the first wait, because npm may end while the mocks start.
  const left = new AbortController();
  const launcherEnded = npmEnded(systemClock, left.signal);
  const started = await start({
    from: providers,
    providers: names,
    ...options,
    // Without one every run is another; it is printed, so that any can be repeated.
    seed: options.seed ?? String(systemClock.now() % 1_000_000),
    log: openLog(options.verbose ? 'info' : 'warn'),
  });
  greet(started, options);
  await Promise.race([stop, started.ended, launcherEnded]);
  left.abort();
  await started.close();
}

// A gateway's own mocks may be about to bind their ports when they are looked for.
const TRIES = 3;

async function start(options: UpOptions, tries = TRIES): Promise<StartedMocks> {
  // Here, because it is far more than any other command needs. And before a gateway's mocks end: they stay away for three seconds.
  const { startMocks } = await import('../simulate/up.ts');
  const running = await othersRun();
  if (running !== undefined) throw new CommandFailed('failed', runAlready(running));
  try {
    return await startMocks(options);
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') {
      const status = await whoHolds(openMockControl(mockUrl));
      if (status?.besideGateway && tries > 1) return start(options, tries - 1);
      throw new CommandFailed('failed', status === undefined ? whoHoldsPort(error) : runAlready(status));
    }
    if (error instanceof Error && error.name === 'MockSettingsError')
      throw new CommandFailed('configuration', error.message);
    throw error;
  }
}

const runAlready = ({ pid, startedAt, gateway }: MockStatus): string =>
  `mocks run at ${mockUrl} already: process ${pid} since ${startedAt}, pushing to ${gateway}; use those, or end them with \`pushdock mock down\``;

function whoHoldsPort(error: unknown): string {
  const port = error instanceof Error && 'port' in error ? Number(error.port) : mockPorts.control;
  const holder = portHolder(port) ?? 'another program, which cannot be named here,';
  return `port ${port} is in use by ${holder}; end it and start again. The mocks need the ports 4010 to 4019.`;
}

function greet({ mocks, control, prism }: StartedMocks, { prism: wanted, timeScale }: Options): void {
  printTable(
    ['WHAT', 'URL', 'ANSWERS'],
    whatAnswers(control.url, mocks.engine.mocks.values(), prism?.all ?? []).map(({ what, url, answers }) => [
      what,
      url ?? 'pushes only',
      answers,
    ]),
  );
  if (wanted && prism === undefined)
    printText('\nPrism is not installed (it is a development dependency), so the mocks that it makes are left out.');
  printText(
    `\nSeed ${mocks.seed}, time scale ${timeScale}. Ready; Ctrl-C stops them all, and so does pushdock mock down. In another terminal:\n  npx pushdock mock log --events`,
  );
}

function nextStopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  });
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
