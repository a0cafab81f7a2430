/** `pushdock doctor`: checks that this configuration can run, and that the gateway it describes is well. */
import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Command } from 'commander';
import { noSinks } from '../config/sink-rules.ts';
import { type StoreSettings, storePlace } from '../config/store-settings.ts';
import { type Configuration, ConfigurationError, loadConfiguration } from '../config.ts';
import { foundIn, serverCertificates } from '../running/certificate-watch.ts';
import { systemClock } from '../running/clock.ts';
import { inspectStore } from '../store/open.ts';
import { CommandFailed } from './failure.ts';
import { configurationDefault, configurationFor } from './find-configuration.ts';
import { type Operator, openOperatorClient } from './operator.ts';
import { printJson, printText } from './print.ts';

export type Check = { readonly level: 'ok' | 'warning' | 'fault'; readonly about: string; readonly text: string };

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('Check a configuration, its secrets and folders, and the gateway that runs with it.')
    .option('--config <file>', `the configuration (YAML; ${configurationDefault})`)
    .option('--json', 'print JSON, for scripts')
    .addHelpText(
      'after',
      '\nExample:\n  pushdock doctor --config pushdock.yaml\n\nEnds with exit code 3 if there is a fault. A warning is not a fault.',
    )
    .action(async ({ config, json }: { config?: string; json?: boolean }) => {
      const checks = await examine(configurationFor(config));
      if (json) printJson(checks);
      else for (const { level, about, text } of checks) printText(`${level.padEnd(7)}  ${about}: ${text}`);
      if (checks.some(({ level }) => level === 'fault'))
        throw new CommandFailed('configuration', 'there are faults; correct those listed above');
    });
}

async function examine(file: string): Promise<Check[]> {
  const checks: Check[] = [nodeVersion()];
  let configuration: Configuration;
  try {
    configuration = loadConfiguration(file, process.env);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return [...checks, ...error.faults.map((text): Check => ({ level: 'fault', about: 'configuration', text }))];
  }
  checks.push({
    level: 'ok',
    about: 'configuration',
    text: `${counted(configuration.sources, 'source')}, ${counted(configuration.sinks, 'sink')}; every secret was found`,
  });
  checks.push(...configuration.warnings.map((text): Check => ({ level: 'warning', about: 'configuration', text })));
  if (Object.keys(configuration.sinks).length === 0)
    checks.push({ level: 'warning', about: 'configuration', text: noSinks });
  checks.push(...(await storeChecks(configuration.store)));
  for (const [name, sink] of Object.entries(configuration.sinks)) {
    if (sink.type !== 'file') continue;
    // A path that cannot be written is among the configuration's warnings: the gateway runs, and the sink's events wait.
    const check = writable(`sink ${name}`, sink.path);
    if (check.level === 'ok') checks.push(check);
  }
  checks.push(...(await running(configuration)));
  return checks;
}

function nodeVersion(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fit = major > 20 || (major === 20 && minor >= 19);
  return {
    level: fit ? 'ok' : 'fault',
    about: 'node',
    text: fit ? process.version : `${process.version} is too old; install Node 20.19 or newer`,
  };
}

async function storeChecks(store: StoreSettings): Promise<readonly Check[]> {
  const place = storePlace(store);
  const found = (await inspectStore(place)).map((one) => ({ about: 'store', ...one }));
  return place.engine === 'sqlite' ? [writable('store', place.path), ...found] : found;
}

/** The nearest folder that exists must let us write; the rest is made at start. */
function writable(about: string, path: string): Check {
  let folder = dirname(resolve(path));
  while (!existsSync(folder)) folder = dirname(folder);
  try {
    accessSync(folder, constants.W_OK);
    if (existsSync(path)) accessSync(path, constants.R_OK | constants.W_OK);
    return { level: 'ok', about, text: path };
  } catch {
    return {
      level: 'fault',
      about,
      text: `this user cannot write ${path}; change the owner of ${folder}, or the path`,
    };
  }
}

/** Readiness, and the conditions that apply. If the gateway does not run, only what the file names is checked. */
async function running({ file, listen }: Configuration): Promise<Check[]> {
  const operator = openOperatorClient({ config: file });
  try {
    const answer = await operator.getReadiness({});
    if (answer.status !== 200) {
      const text =
        answer.status === 503
          ? (answer.body.reason ?? 'the gateway is not ready')
          : `another program answers at its operator address (HTTP ${answer.status === 400 ? 400 : answer.code}); stop that program, or change listen.admin`;
      return [{ level: 'fault', about: 'gateway', text }];
    }
    const { work = 0, deliveries = 0 } = answer.body.backlog ?? {};
    return [
      { level: 'ok', about: 'gateway', text: `ready; ${work} messages and ${deliveries} deliveries are waiting` },
      ...(await conditions(operator)),
    ];
  } catch {
    const found = serverCertificates(listen.tls).flatMap((certificate) => foundIn(certificate, systemClock.now()));
    return [
      { level: 'warning', about: 'gateway', text: 'the gateway is not running' },
      ...found.map(({ about, detail }): Check => ({ level: 'warning', about, text: detail })),
    ];
  }
}

async function conditions(operator: Operator): Promise<Check[]> {
  const answer = await operator.listConditions({});
  if (answer.status === 200)
    return answer.body.items.map(
      ({ about, detail, since }): Check => ({
        level: 'warning',
        about,
        text: `${detail} (since ${since.slice(0, 16).replace('T', ' ')} UTC)`,
      }),
    );
  const text =
    answer.status === 401
      ? 'the gateway needs a token to show its conditions; put one of admin.tokens into PUSHDOCK_TOKEN'
      : 'the gateway did not show its conditions';
  return [{ level: 'warning', about: 'gateway', text }];
}

function counted(all: object, kind: string): string {
  const { length } = Object.keys(all);
  return `${length} ${length === 1 ? kind : `${kind}s`}`;
}
