/** `pushdock mock scenario run`: plays scenario files against a gateway and says which expectations held. */

import { writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { openLog } from '../log.ts';
import { providers } from '../providers/list.ts';
import { systemClock } from '../running/clock.ts';
import { codeOf } from '../running/thrown.ts';
import type { GatewayEvent } from '../simulate/scenario/expectation.ts';
import type { ScenarioResult } from '../simulate/scenario/run.ts';
import type { ScenarioFile } from '../simulate/scenario/scenario.ts';
import { CommandFailed } from './failure.ts';
import { controlled, mockUrl, othersRun } from './mock-control.ts';
import { fromCommand } from './mock-scenario-from.ts';
import { setName, setUrl } from './mock-sets.ts';
import { printJson, printText } from './print.ts';

type Options = {
  readonly gateway?: string;
  readonly settings?: string;
  readonly events?: string;
  readonly report?: string;
  readonly mock?: string;
  readonly name?: string;
  readonly seed?: string;
  readonly timeScale?: number;
  readonly json?: boolean;
};

export function scenarioCommand(): Command {
  return new Command('scenario')
    .description('Run scenarios against a gateway, ours or another, and make them of recorded sessions.')
    .addCommand(fromCommand())
    .addCommand(
      new Command('run')
        .description('Run scenario files one after the other. It uses the mocks that run, or starts its own.')
        .argument('<file...>', 'spec/providers/<name>/scenarios has some for each provider')
        .option('--gateway <url>', 'the gateway that the mocks push to (default http://127.0.0.1:8080)')
        .option('--settings <file>', 'paths and credentials (YAML), where they are not those of spec/config.try.yaml')
        .option(
          '--events <file>',
          "the gateway's file of events; without it, what its http sink posts to http://127.0.0.1:4010/__mock/sink",
        )
        .option('--report <file>', 'write JUnit XML')
        .option(
          '--mock <url>',
          'the control port of mocks that run already; gateway, settings, seed and time scale are theirs (those on the fixed ports are found without it)',
        )
        .addOption(
          new Option('--name <name>', 'the mocks that were started with this --name, as --mock')
            .argParser(setName)
            .conflicts('mock'),
        )
        .option(
          '--seed <text>',
          'the same messages, ids and faults as in another run; a gateway takes them for repeats of those',
        )
        .option('--time-scale <n>', "seconds of the mocks' clock in a real one (1)", scaleOf)
        .option('--json', 'print JSON, for scripts')
        .addHelpText(
          'after',
          '\nExample:\n  pushdock mock scenario run spec/providers/paazl/scenarios/*.yaml --events data/events.ndjson --report junit.xml',
        )
        .action(run),
    );
}

async function run(files: readonly string[], options: Options): Promise<void> {
  const [{ readScenarioFile }, { runScenario }, { junitXml, attemptLines }] = await Promise.all([
    import('../simulate/scenario/scenario.ts'),
    import('../simulate/scenario/run.ts'),
    import('../simulate/scenario/junit.ts'),
  ]);
  const read = await orFailed(async () => files.map((file) => readScenarioFile(file)));
  const mocks = await orFailed(() => openMocksFor(read, options));
  const results: ScenarioResult[] = [];
  try {
    await refuseUnplayable(read, mocks);
    for (const { scenario } of read) {
      const result = await runScenario(scenario, {
        control: mocks.control,
        events: await eventsOf(options, mocks),
        clock: systemClock,
      });
      results.push(result);
      if (!options.json) printText(summary(result, attemptLines(result.messages)));
    }
  } finally {
    await mocks.close();
  }
  if (options.report !== undefined) writeFileSync(options.report, junitXml(results));
  if (options.json) printJson(results);
  const failed = results.filter(({ steps }) => steps.some(({ outcome }) => outcome === 'failed')).length;
  if (failed > 0 && mocks.seed !== undefined && !options.json)
    printText(`To repeat it, on a fresh store: --seed ${mocks.seed}`);
  if (failed > 0) throw new CommandFailed('failed', `${failed} of ${results.length} scenarios failed`);
}

/** Everything that is wrong with any of the files, before the first step of the first. */
async function refuseUnplayable(files: readonly ScenarioFile[], { control }: Opened): Promise<void> {
  const [{ scenarioFaults }, { providers }] = await Promise.all([
    import('../simulate/scenario/check.ts'),
    controlled(control.getMock({})),
  ]);
  const faults = files.flatMap((file) => scenarioFaults(file, providers));
  if (faults.length > 0) throw new CommandFailed('configuration', faults.join('\n'));
}

/** Mocks of the command's own, or those that run: named with `--mock` or `--name`, or found where `pushdock mock up` starts them. */
async function openMocksFor(files: readonly ScenarioFile[], options: Options) {
  const { name, gateway, settings, seed, timeScale } = options;
  const mock = options.mock ?? (name === undefined ? undefined : setUrl(name));
  const [{ openMockControl, whoHolds }, { startMocks }, { mockNamesOf }, { wrongProvider }, { mocksOf }] =
    await Promise.all([
      import('../simulate/control/client.ts'),
      import('../simulate/up.ts'),
      import('../simulate/simulation.ts'),
      import('../simulate/scenario/check.ts'),
      import('../simulate/scenario/scenario.ts'),
    ]);
  const mockNames = mockNamesOf(providers);
  if (mock !== undefined) return { control: openMockControl(mock), seed: undefined, close: async () => {} };
  const running = openMockControl(mockUrl);
  const wantsOwn = [gateway, settings, seed, timeScale].some((one) => one !== undefined);
  if ((await (wantsOwn ? othersRun() : whoHolds(running))) !== undefined) {
    if (wantsOwn)
      throw new CommandFailed(
        'failed',
        `mocks run at ${mockUrl} already, and have a gateway, settings, seed and time scale of their own; leave those options out, or end the mocks first (pushdock mock down)`,
      );
    return { control: running, seed: undefined, close: async () => {} };
  }
  const unknown = files.flatMap(({ scenario, sentence }) =>
    mocksOf(scenario)
      .filter((one) => !mockNames.includes(one))
      .map((one) => sentence(wrongProvider(one, mockNames))),
  );
  if (unknown.length > 0) throw new CommandFailed('configuration', unknown.join('\n'));
  const started = await startMocks({
    from: providers,
    providers: [...new Set(files.flatMap(({ scenario }) => mocksOf(scenario)))],
    timeScale: timeScale ?? 1,
    seed: seed ?? String(systemClock.now() % 1_000_000),
    prism: false,
    log: openLog('error'),
    ...(gateway === undefined ? {} : { gateway }),
    ...(settings === undefined ? {} : { settings }),
  });
  return { control: openMockControl(started.control.url), seed: started.mocks.seed, close: started.close };
}

type Opened = Awaited<ReturnType<typeof openMocksFor>>;

async function eventsOf({ events }: Options, { control }: Opened): Promise<() => Promise<readonly GatewayEvent[]>> {
  if (events !== undefined) return (await import('../simulate/scenario/events-file.ts')).openEventsFile(events);
  return async () => {
    const answer = await control.listSinkEvents({});
    return answer.status === 200 ? answer.body.items : [];
  };
}

function summary({ name, steps }: ScenarioResult, attempts: readonly string[]): string {
  const marks = { passed: 'ok', failed: 'FAILED', skipped: 'skipped' } as const;
  const lines = steps.map(
    ({ title, outcome, reason }) =>
      `  ${marks[outcome].padEnd(8)}${title}${reason === undefined ? '' : `\n          ${reason}`}`,
  );
  const failed = steps.some(({ outcome }) => outcome === 'failed');
  return [name, ...lines, ...(failed ? attempts.map((line) => `    ${line}`) : [])].join('\n');
}

/** What a user did wrong, said as such. */
async function orFailed<T>(doing: () => Promise<T>): Promise<T> {
  try {
    return await doing();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name === 'ScenarioError' || error.name === 'MockSettingsError')
      throw new CommandFailed('configuration', error.message);
    if (codeOf(error) === 'EADDRINUSE')
      throw new CommandFailed(
        'failed',
        `${error.message}; if mocks are running already, use them with --mock http://127.0.0.1:4010, or end them with \`pushdock mock down\``,
      );
    throw error;
  }
}

function scaleOf(text: string): number {
  const scale = Number(text);
  if (text.trim() === '' || !(scale >= 0) || scale > 1_000_000)
    throw new InvalidArgumentError('Write a number from 0 to 1000000.');
  return scale;
}
