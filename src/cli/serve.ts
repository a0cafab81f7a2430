/** `pushdock serve`: runs the gateway in the foreground until it is told to stop. */
import { Command, Option } from 'commander';
import { type Role, roles } from '../config/role-rules.ts';
import { type Configuration, loadConfiguration } from '../config.ts';
import type { Gateway } from '../gateway.ts';
import { type OpenedLog, openLog } from '../log.ts';
import { AddressUnavailable } from '../running/address-unavailable.ts';
import { atLeast } from '../running/log-areas.ts';
import { type Logging, openLogging } from '../running/reload-log.ts';
import { StoreUnavailable } from '../store/store.ts';
import { warmUp } from '../threads/warm.ts';
import { CommandFailed, exitCodes } from './failure.ts';
import { configurationDefault, configurationFor } from './find-configuration.ts';
import { greet } from './greeting.ts';
import { outliveOutput } from './output.ts';

// A reader that has stopped reading gets this long for the rest, so that it does not delay a restart.
const LAST_WORDS_MS_MAX = 1_000;
// A slow disk takes this long for a copy of 10 GB. A supervisor that waits less ends it sooner.
const SAVING_MS_MAX = 120_000;

export function serveCommand(): Command {
  return new Command('serve')
    .description('Run the gateway in the foreground.')
    .option(
      '--config <file>',
      `the configuration (YAML; ${configurationDefault}); spec/config.example.yaml shows every key`,
    )
    .option('--quiet', 'log warnings and errors only, whatever log.level says')
    .addOption(
      new Option(
        '--role <role>',
        'receive: take pushes and store them; deliver: do the rest, without a public listener',
      )
        .choices(roles)
        .default('all'),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  npx pushdock serve\n  pushdock serve --config pushdock.yaml\n  PORT=9000 pushdock serve --config pushdock.yaml\n  pushdock serve --role receive            (of several gateways that share a store on PostgreSQL)\n\nSIGTERM and SIGINT stop the gateway: it takes no new pushes, finishes its work, and closes the store.\nSIGHUP (or pushdock reload) makes it use changed sources, sinks, tokens and certificates.\nA configuration with a fault is refused, and the gateway keeps the old one.',
    )
    .action(async ({ config, quiet, role }: { config?: string; quiet?: boolean; role: Role }) =>
      serve(configurationFor(config), { quiet: quiet === true, role }),
    );
}

async function serve(file: string, { quiet, role }: { readonly quiet: boolean; readonly role: Role }): Promise<void> {
  const log = openLog('debug');
  const output = outliveOutput();
  let isDone = false;
  // Whatever ends the process before its time, 0 would tell a supervisor that all is well.
  process.once('exit', () => {
    if (!isDone && !process.exitCode) process.exitCode = exitCodes.failed;
  });
  try {
    await run(log, () => read(file, quiet), role);
    isDone = true;
  } finally {
    await log.flush(LAST_WORDS_MS_MAX);
    output.end(LAST_WORDS_MS_MAX);
  }
}

function read(file: string, quiet: boolean): Configuration {
  const configuration = loadConfiguration(file, process.env);
  const { log } = configuration;
  return quiet ? { ...configuration, log: { ...log, levels: atLeast('warn', log.levels) } } : configuration;
}

async function run(opened: OpenedLog, readAgain: () => Configuration, role: Role): Promise<void> {
  if (role !== 'receive') warmUp();
  const configuration = readAgain();
  const logging = await openLogging(opened, configuration);
  const log = logging.in('gateway');
  for (const warning of configuration.warnings) log.warn('configuration.warning', { warning });

  const stop = nextStopSignal();
  let hangUp = () => {}; // Until the gateway is open there is nothing to exchange; without a listener SIGHUP would end the process.
  process.on('SIGHUP', () => hangUp());
  const gateway = await open(configuration, { logging, read: readAgain, role });
  hangUp = () =>
    void gateway
      .reload()
      .catch((error: unknown) => log.error('configuration.reload_crashed', { reason: String(error) }));
  await greet(configuration, gateway);

  const reason = await Promise.race([stop, gateway.fatal]);
  if (reason instanceof Error) {
    // A store whose last commit failed can promise nothing. Requests under way get a 503, and the process ends so that a supervisor notices.
    log.error('gateway.stopping', { reason: reason.message });
    await Promise.race([
      gateway.close().catch(() => undefined),
      new Promise((resolve) => setTimeout(resolve, 2000).unref()),
    ]);
    // If the store's file was removed, the content of the open file is being saved.
    await Promise.race([
      gateway.store.close().catch(() => undefined),
      new Promise((resolve) => setTimeout(resolve, SAVING_MS_MAX).unref()),
    ]);
    throw new CommandFailed(
      'failed',
      `the gateway has stopped, because its store failed and it can acknowledge nothing more: ${reason.message}`,
    );
  }
  log.info('gateway.stopping', { reason });
  await gateway.close();
}

type Opening = { readonly logging: Logging; readonly read: () => Configuration; readonly role: Role };

async function open(configuration: Configuration, parts: Opening): Promise<Gateway> {
  // Loaded here and not above: other commands start without the gateway's packages, in 0.2 s instead of 0.7 s.
  const { openGateway } = await import('../gateway.ts');
  try {
    return await openGateway(configuration, { ...parts, delivering: 'thread' });
  } catch (error) {
    if (error instanceof StoreUnavailable) throw new CommandFailed('failed', error.message);
    if (error instanceof AddressUnavailable)
      throw new CommandFailed('failed', `${error.message} The configuration is ${configuration.file}`);
    // What the system refuses: a file, a folder, a descriptor. Its message names the path.
    if (error instanceof Error && 'syscall' in error) throw new CommandFailed('failed', error.message);
    throw error;
  }
}

function nextStopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  });
}
