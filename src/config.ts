/**
 * The configuration: one YAML file, checked against `spec/config.schema.json` before anything is opened. All faults are reported
 * at once, each with the place in the file and the cure; a gateway with a fault in its configuration does not start.
 */

import { readFileSync, statSync } from 'node:fs';
import { settleAlerts } from './config/alert-rules.ts';
import { ConfigurationError } from './config/configuration-error.ts';
import { withEnvironmentFile } from './config/environment-file.ts';
import { type Fault, formatPath } from './config/fault.ts';
import { settleHealth } from './config/health-settings.ts';
import { settlePublic, settleTls } from './config/listen-rules.ts';
import { nodeFaults, nodeName } from './config/node-name.ts';
import { withNode } from './config/node-paths.ts';
import type { Configured } from './config/provider-settings.ts';
import { readYaml } from './config/read-yaml.ts';
import { addressFaults, checkRules, rulesOf, warningsOf } from './config/rules.ts';
import { isSchema, readConfigurationSchema, type Schema } from './config/schema.ts';
import { resolveSecrets, type WrittenSecret } from './config/secret-places.ts';
import type { CheckedFile, Configuration } from './config/settings.ts';
import { settleSink } from './config/sink-settings.ts';
import { settleStore } from './config/store-settings.ts';
import { parseAddress, parseDurationMs } from './config/units.ts';
import { validate } from './config/validate.ts';
import { limits } from './limits.ts';
import { providers as allProviders } from './providers/list.ts';
import type { Address } from './running/listening.ts';
import { levelsOf } from './running/log-areas.ts';
import { codeOf } from './running/thrown.ts';
import type { Environment } from './trust/secrets.ts';

export type {
  Configuration,
  DeliverySettings,
  EventMapping,
  FileSinkSettings,
  HttpSinkSettings,
  KafkaSinkSettings,
  ModuleSinkSettings,
  NatsSinkSettings,
  RabbitmqSinkSettings,
  SinkSettings,
  SourceSettings,
  SqsSinkSettings,
  StdoutSinkSettings,
} from './config/settings.ts';
export type { Address } from './running/listening.ts';

export { ConfigurationError };

export type LoadOptions = {
  /** In place of `spec/config.schema.json`; a test with a fifth provider extends it. */
  readonly schema?: Schema;
  /** In place of those of `list.ts`; a test adds one. */
  readonly providers?: readonly Configured[];
};

/**
 * Reads and checks the file at `path`. `env` holds what `{ env: NAME }` refers to; its PORT and ADMIN_PORT replace the ports of
 * the listeners, and its PUSHDOCK_NODE names this process among those that share a store. Throws `ConfigurationError` with every fault there is.
 */
export function loadConfiguration(path: string, env: Environment, options: LoadOptions = {}): Configuration {
  return check(readUnchecked(path), env, options);
}

/**
 * Where the operator API of a gateway with this file listens, for its clients. No secret is resolved and no other file is read: whoever asks a
 * gateway need not hold what the gateway holds. Throws `ConfigurationError` with the faults that can be told without.
 */
export function operatorAddress(path: string, env: Environment): Address {
  const { name, value, lineOf } = readUnchecked(path);
  const departures = validate(value, readConfigurationSchema());
  // As in check.
  const sound = withoutFaulty(value, departures);
  const file: Partial<CheckedFile> = isSchema(sound) ? sound : {};
  const faults = [...departures, ...addressFaults(file), ...portFaults(env)];
  const { listen } = file;
  if (faults.length > 0 || listen === undefined)
    throw new ConfigurationError(inOrder(faults, lineOf).map((fault) => sentenceAt(name, fault, lineOf)));
  return addressOf(listen.admin, env.ADMIN_PORT);
}

/**
 * `PUSHDOCK_TOKEN` of the `environmentFile` that the file at `path` names: what a client of this gateway may present to it. Absent where there is none,
 * or where this user cannot read the file: a client of the gateway need not be able to read the gateway's secrets.
 */
export function operatorToken(path: string): string | undefined {
  return withEnvironmentFile(readUnchecked(path).value, {}).env.PUSHDOCK_TOKEN || undefined;
}

/** The same for a configuration that a program holds as an object; faults are named without a line. `value` is not changed. */
export function checkConfiguration(value: unknown, env: Environment, options: LoadOptions = {}): Configuration {
  return check({ name: 'configuration', value: structuredClone(value) }, env, options);
}

/** A configuration as read, and where its values stand if they stand in a file. */
type Unchecked = { readonly name: string; readonly value: unknown; readonly lineOf?: LineOf };

function readUnchecked(path: string): Unchecked {
  const read = readYaml(readConfigurationFile(path));
  if ('faults' in read)
    throw new ConfigurationError(read.faults.map(({ line, sentence }) => `${path}:${line} ${sentence}`));
  return { name: path, ...read.file };
}

function check({ name, value, lineOf }: Unchecked, env: Environment, options: LoadOptions): Configuration {
  const { schema = readConfigurationSchema(), providers = allProviders } = options;
  const departures = validate(value, schema);
  const sound = withoutFaulty(value, departures);
  const development = isSchema(value) && value.development === true;
  const environment = withEnvironmentFile(sound, env);
  const resolved = resolveSecrets(sound, schema, { env: environment.env, development });
  // Checked by the schema, except for the parts that withoutFaulty has removed; those are why it is Partial.
  const file = resolved.value as Partial<CheckedFile>;
  const faults = [
    ...departures,
    ...environment.faults,
    // Without the file every secret would be called missing, and none of that would be the cause.
    ...(environment.faults.length > 0 ? [] : resolved.faults),
    ...(isSchema(sound) ? checkRules(file, providers) : []),
    ...portFaults(env),
    ...nodeFaults(env),
  ];
  if (faults.length > 0)
    throw new ConfigurationError(inOrder(faults, lineOf).map((fault) => sentenceAt(name, fault, lineOf)));
  return settle(name, file as CheckedFile, env, resolved.written, providers);
}

function readConfigurationFile(path: string): string {
  try {
    if (statSync(path).size > limits.configuration_bytes_max)
      throw new ConfigurationError([
        `${path}: is larger than ${limits.configuration_bytes_max} bytes, so it is probably another file; name the configuration with --config`,
      ]);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    const code = codeOf(error) ?? 'unknown';
    throw new ConfigurationError([`${path}: cannot be read (${code}); name an existing file with --config`]);
  }
}

/** The file without the sources, sinks and top-level blocks that have a fault already, so that the rules can be applied to the rest. */
function withoutFaulty(value: unknown, faults: readonly Fault[]): unknown {
  if (!isSchema(value)) return value;
  const copy: Record<string, unknown> = { ...value };
  for (const { path } of faults) {
    const [block, name] = path;
    if (typeof block !== 'string') continue;
    const inner = copy[block];
    if ((block === 'sources' || block === 'sinks') && name !== undefined && isSchema(inner))
      copy[block] = Object.fromEntries(Object.entries(inner).filter(([key]) => key !== String(name)));
    else delete copy[block];
  }
  return copy;
}

type LineOf = (path: Fault['path']) => number;
const inOrder = (faults: readonly Fault[], lineOf: LineOf | undefined) =>
  lineOf === undefined ? faults : faults.toSorted((a, b) => lineOf(a.path) - lineOf(b.path));
const sentenceAt = (name: string, { path, sentence }: Fault, lineOf: LineOf | undefined) =>
  lineOf === undefined
    ? `${path.length === 0 ? `the ${name}` : formatPath(path)}: ${sentence}`
    : `${name}:${lineOf(path)} ${path.length === 0 ? 'the file' : formatPath(path)}: ${sentence}`;

function portFaults(env: Environment): readonly Fault[] {
  return [['PORT', 'public'] as const, ['ADMIN_PORT', 'admin'] as const]
    .filter(([name]) => env[name] && !(/^\d{1,5}$/.test(env[name]) && Number(env[name]) <= 65_535))
    .map(([name, key]) => ({
      path: ['listen', key],
      sentence: `the environment variable ${name} is not a port up to 65535; correct it or unset it`,
    }));
}

function settle(
  path: string,
  file: CheckedFile,
  env: Environment,
  written: readonly WrittenSecret[],
  providers: readonly Configured[],
): Configuration {
  const { publicUrl, telemetry, mocks } = file;
  return {
    file: path,
    development: file.development,
    writtenSecrets: written.map(({ path: place, secret }) => ({ place: formatPath(place), secret })),
    ...(publicUrl === undefined ? {} : { publicUrl }),
    listen: {
      public: addressOf(file.listen.public, env.PORT),
      admin: addressOf(file.listen.admin, env.ADMIN_PORT),
      ...settleTls(file.listen),
      ...settlePublic(file.listen),
    },
    node: nodeName(env),
    store: settleStore(file.store),
    admin: file.admin ?? { tokens: [] },
    oauth: file.oauth ?? {},
    ...settleStoredSecrets(file),
    sources: Object.fromEntries(
      Object.entries(file.sources).map(([name, settings]) => [
        name,
        rulesOf(settings, providers)?.settle(settings, { name, file }) ?? settings,
      ]),
    ),
    sinks: Object.fromEntries(
      Object.entries(file.sinks).map(([name, sink]) => [
        name,
        settleSink(withNode(sink, nodeName(env)), file.development),
      ]),
    ),
    health: settleHealth(file.health),
    alerts: settleAlerts(file.alerts ?? {}, file.development),
    policy: { ...file.policy, retention: settleRetention(file.policy.retention) },
    log: settleLog(file.log),
    ...(telemetry === undefined ? {} : { telemetry }),
    ...(mocks === undefined ? {} : { mocks }),
    warnings: warningsOf(file, providers),
  };
}

function settleStoredSecrets({ storedSecrets, encryptionKey }: CheckedFile): Pick<Configuration, 'storedSecrets'> {
  if (storedSecrets === 'plain') return { storedSecrets };
  return encryptionKey === undefined ? {} : { storedSecrets: { sealedWith: encryptionKey } };
}

/** The schema gives the default; one of another program may know nothing of it. */
function settleLog({ level, format }: NonNullable<CheckedFile['log']> = { level: 'info' }): Configuration['log'] {
  return { levels: levelsOf(level), ...(format !== undefined && { format }) };
}

/** `forever` is not an age. */
function settleRetention(ages: CheckedFile['policy']['retention']): Configuration['policy']['retention'] {
  const [messagesMs, eventsMs, bodiesMs] = [ages.messages, ages.events, ages.bodies].map(parseDurationMs);
  return {
    ...(messagesMs !== undefined && { messagesMs }),
    ...(eventsMs !== undefined && { eventsMs }),
    ...(bodiesMs !== undefined && { bodiesMs }),
  };
}

/** Only called for what `checkRules` and the schema have accepted. */
function addressOf(text: string, port?: string): Address {
  const address = parseAddress(text);
  if (address === undefined) throw new TypeError('an address was not checked before it was used');
  return port ? { ...address, port: Number(port) } : address;
}
