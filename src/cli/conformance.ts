/** `pushdock conformance`: whether a receiver, ours or another, keeps what the providers ask of it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Check, Report } from '../conformance/check.ts';
import type { Mode } from '../conformance/events/sender.ts';
import { silentLog } from '../log.ts';
import { providers } from '../providers/list.ts';
import { systemClock } from '../running/clock.ts';
import { codeOf } from '../running/thrown.ts';
import { mockPorts } from '../simulate/ports.ts';
import type { MockSettings } from '../simulate/simulation.ts';
import { resolveReference } from '../trust/secrets.ts';
import { modes, type Plan, planEvents } from './conformance-events.ts';
import { CommandFailed } from './failure.ts';
import { othersRun } from './mock-control.ts';
import { printJson, printText } from './print.ts';

type Options = {
  readonly provider: readonly string[];
  readonly events?: boolean;
  readonly secret?: string;
  readonly mode: readonly Mode[];
  readonly settings?: string;
  readonly observe?: string;
  readonly observeToken?: string;
  readonly restart?: string;
  readonly answerWithin: number;
  readonly portBase: number;
  readonly seed?: string;
  readonly junit?: string;
  readonly html?: string;
  readonly json?: boolean;
};

export function conformanceCommand(): Command {
  return new Command('conformance')
    .description(
      'Check a receiver of pushes or of our events, ours or any other: duplicates, lost answers, forgeries, drift, and the rules of each provider.',
    )
    .argument('<url>', 'where the provider pushes to; a URL without a path is a gateway with the paths of the settings')
    .option(
      '--provider <name>',
      'check the rules of this provider; may be repeated (found in the URL, or all)',
      named,
      [],
    )
    .addOption(
      new Option('--events', 'check a receiver of the events that our http sink delivers, and not of pushes').conflicts(
        ['settings'],
      ),
    )
    .option('--secret <ref>', 'the secret that signs the events (whsec_… or whsk_…), as env:NAME or file:path')
    .addOption(
      new Option('--mode <mode>', 'check events in this mode only: structured or binary; may be repeated')
        .argParser(modeOf)
        .default([], 'both'),
    )
    .option(
      '--settings <file>',
      'paths and credentials (YAML; secrets as { env: NAME } or { file: path }), where they are not those of spec/config.try.yaml',
    )
    .option(
      '--observe <url>',
      'a list of what the receiver hands on, each with an id, so that duplicates can be counted (such as /api/events)',
    )
    .option('--observe-token <ref>', 'a bearer token for it, as env:NAME or file:path')
    .option('--restart <command>', 'restarts the receiver and returns when it answers again')
    .option('--answer-within <ms>', 'how long an answer may take', wholeNumber, 5_000)
    .option(
      '--port-base <port>',
      'the mock APIs listen from here on (as 4010 with `pushdock mock up`)',
      wholeNumber,
      mockPorts.control,
    )
    .option('--seed <text>', 'the same messages as in another run')
    .option('--junit <file>', 'write the report as JUnit XML')
    .option('--html <file>', 'write the report as a page')
    .option('--json', 'print JSON, for scripts')
    .addHelpText(
      'after',
      '\nExamples:\n  pushdock conformance http://127.0.0.1:8080 --observe http://127.0.0.1:8081/api/events\n  pushdock conformance https://staging.example.com/hooks/zettle --provider zettle --settings staging.yaml --html report.html\n  pushdock conformance https://shop.example.com/events --events --secret env:ORDERS_SECRET',
    )
    .action(conformance);
}

async function conformance(url: string, options: Options): Promise<void> {
  const receiver = receiverAt(url);
  const [
    { runConformance, Unreachable },
    { openObserver, ObserverFailed },
    { openMocks },
    { mockClock },
    { openControl },
  ] = await Promise.all([
    import('../conformance/run.ts'),
    import('../conformance/observe.ts'),
    import('../simulate/mocks.ts'),
    import('../simulate/mock-clock.ts'),
    import('../simulate/control/listener.ts'),
  ]);
  const { simulations, settings, rules } = options.events
    ? await planEvents(url, textOf(options.secret, '--secret'), options.mode)
    : await asked(receiver, options);
  // A receiver of events calls no provider.
  if (!options.events && (await othersRun(options.portBase)) !== undefined)
    throw new CommandFailed(
      'failed',
      `mocks run at port ${options.portBase} already, and the receiver may call them; end them first (pushdock mock down), or name another --port-base`,
    );
  const mocks = await openMocks({
    providers: [...rules.keys()],
    settings: { ...settings, gateway: receiver.base },
    // Retries come when a scenario asks for them, and never by themselves.
    clock: mockClock({ scale: 0 }),
    timeScale: 0,
    seed: options.seed ?? String(systemClock.now() % 1_000_000_000),
    log: silentLog,
    port: (provider) => {
      const port = simulations[provider]?.port;
      return port === undefined ? 0 : port - mockPorts.control + options.portBase;
    },
    list: simulations,
  }).catch(portTaken);
  const port = options.events ? 0 : options.portBase;
  const control = await openControl(mocks, port, silentLog).catch(async (error: unknown) => {
    await mocks.close();
    return portTaken(error);
  });
  try {
    const report = await runConformance({
      mocks,
      rules,
      settings,
      url: receiver.shown,
      answerMsMax: options.answerWithin,
      ...(receiver.to === undefined ? {} : { to: receiver.to }),
      ...(options.observe === undefined
        ? {}
        : { observer: openObserver(options.observe, authorizationOf(options.observeToken)) }),
      ...(options.restart === undefined ? {} : { restart: () => runCommand(options.restart ?? '') }),
      onCheck: (check) => {
        if (!options.json) printText(lineOf(check));
      },
    }).catch((error: unknown) => {
      if (error instanceof Unreachable)
        throw new CommandFailed('unreachable', `the receiver does not answer: ${error.message}`);
      if (error instanceof ObserverFailed) throw new CommandFailed('failed', error.message);
      throw error;
    });
    await write(report, options);
  } finally {
    await mocks.close();
    await control.close();
  }
}

async function write(report: Report, { junit, html, json }: Options): Promise<void> {
  const { junitReport, htmlReport } = await import('../conformance/report.ts');
  if (junit !== undefined) writeFileSync(junit, junitReport(report));
  if (html !== undefined) writeFileSync(html, htmlReport(report));
  const { counts, passed } = report;
  if (json) printJson(report);
  else
    printText(
      `\n${Object.entries(counts)
        .map(([outcome, count]) => `${count} ${outcome}`)
        .join(', ')}`,
    );
  if (!passed)
    throw new CommandFailed(
      'failed',
      counts.failed === 0
        ? 'no check could be run'
        : `the receiver failed ${counts.failed} of ${report.checks.length} checks`,
    );
}

function lineOf({ provider, outcome, title, seen, why, fix }: Check): string {
  const head = `${outcome.padEnd(14)}  ${provider}: ${title}`;
  if (outcome === 'passed') return head;
  if (outcome !== 'failed') return `${head}\n${' '.repeat(16)}${seen}`;
  return `${head}\n${[`Seen: ${seen}`, `Why it matters: ${why}`, `How to fix it: ${fix ?? ''}`].map((line) => ' '.repeat(16) + line).join('\n')}`;
}

type Receiver = { readonly base: string; readonly to: string | undefined; readonly shown: string };

/** A URL without a path is a gateway; with one it is where the messages go. */
function receiverAt(text: string): Receiver {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new CommandFailed('usage', 'the receiver must be an http or https URL, such as http://127.0.0.1:8080');
  const url = new URL(text);
  const isBase = url.pathname === '/' && url.search === '';
  return { base: url.origin, to: isBase ? undefined : text, shown: `${url.origin}${url.pathname}` };
}

async function asked({ to }: Receiver, { provider: chosen, settings: file }: Options): Promise<Plan> {
  const [{ developmentSettings, readMockSettings }, { loadSimulations }, { notOneOf }] = await Promise.all([
    import('../simulate/settings.ts'),
    import('../simulate/simulation.ts'),
    import('../simulate/not-one-of.ts'),
  ]);
  const simulations = await loadSimulations(providers);
  const able = Object.entries(simulations).flatMap(([name, { receiverRules }]) =>
    receiverRules === undefined ? [] : [[name, receiverRules] as const],
  );
  const names = able.map(([name]) => name);
  const unknown = chosen.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new CommandFailed('usage', `no provider is named ${unknown}${notOneOf(unknown, names, 'there are')}`);
  const inUrl = to === undefined ? names : names.filter((name) => new URL(to).pathname.split('/').includes(name));
  const wanted = chosen.length > 0 ? chosen : inUrl;
  if (wanted.length === 0)
    throw new CommandFailed(
      'usage',
      `the URL does not say whose pushes it takes; add --provider (${names.join(', ')})`,
    );
  if (to !== undefined && wanted.length > 1)
    throw new CommandFailed('usage', 'a URL with a path takes the pushes of one provider; name one with --provider');
  const settings: MockSettings =
    file === undefined
      ? developmentSettings(simulations)
      : await readSettings(() => readMockSettings(file, simulations));
  return { simulations, settings, rules: new Map(able.filter(([name]) => wanted.includes(name))) };
}

async function readSettings(read: () => MockSettings): Promise<MockSettings> {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && error.name === 'MockSettingsError')
      throw new CommandFailed('configuration', error.message);
    throw error;
  }
}

/** What a reference names. */
function textOf(reference: string | undefined, option: string): string | undefined {
  if (reference === undefined) return undefined;
  const [, kind, name = ''] = /^(env|file):(.+)$/s.exec(reference) ?? [];
  if (kind === undefined) throw new CommandFailed('usage', `${option} is a reference, as env:NAME or file:path`);
  const found = resolveReference(kind === 'env' ? { env: name } : { file: name }, process.env);
  if (!found.ok) throw new CommandFailed('configuration', `${option} ${found.sentence}`);
  return found.text;
}

function authorizationOf(reference: string | undefined): string | undefined {
  const token = textOf(reference, '--observe-token');
  return token === undefined ? undefined : `Bearer ${token}`;
}

async function runCommand(command: string): Promise<void> {
  const child = spawn(command, { shell: true, stdio: 'ignore' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new CommandFailed('failed', `--restart ended with ${code}`);
}

function portTaken(error: unknown): never {
  if (codeOf(error) !== 'EADDRINUSE') throw error;
  const port = error instanceof Error && 'port' in error ? Number(error.port) : 0;
  throw new CommandFailed(
    'failed',
    `port ${port} is in use, and the mock APIs that the receiver calls need it; end what holds it, or name another --port-base`,
  );
}

function modeOf(text: string, before: readonly Mode[]): readonly Mode[] {
  const mode = modes.find((one) => one === text);
  if (mode === undefined) throw new InvalidArgumentError(`Write one of ${modes.join(', ')}.`);
  return [...before, mode];
}

const named = (text: string, before: readonly string[]): readonly string[] => [...before, text];

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('Write a whole number above 0.');
  return Number(text);
}
