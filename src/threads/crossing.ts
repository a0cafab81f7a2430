/** What does not survive the way between threads as it is: secrets and errors that somebody tells apart. */
import { ConfigurationError } from '../config/configuration-error.ts';
import type { Configuration } from '../config/settings.ts';
import { ReplayRefused } from '../deliver/replay.ts';
import { StoreUnavailable } from '../store/store.ts';
import { Secret } from '../trust/secrets.ts';

/** The part of a configuration that delivering opens: no operator's token, no key of the listeners. */
export type DeliveringConfiguration = Pick<
  Configuration,
  | 'development'
  | 'node'
  | 'log'
  | 'telemetry'
  | 'publicUrl'
  | 'oauth'
  | 'storedSecrets'
  | 'sources'
  | 'sinks'
  | 'policy'
> & { readonly listen: Pick<Configuration['listen'], 'public'> & { readonly tls?: true } };

const SECRET = '$secret';

/** Plain data: secrets are texts, in a shape that no setting has. */
export function packed(configuration: Configuration): unknown {
  const { development, node, log, telemetry, publicUrl, oauth, storedSecrets, sources, sinks, policy, listen } =
    configuration;
  const part: DeliveringConfiguration = {
    ...{ development, node, log, oauth, sources, sinks, policy },
    ...(publicUrl !== undefined && { publicUrl }),
    ...(telemetry !== undefined && { telemetry }),
    ...(storedSecrets !== undefined && { storedSecrets }),
    listen: { public: listen.public, ...(listen.tls && { tls: true }) },
  };
  return mapped(part, (value) => (value instanceof Secret ? { [SECRET]: value.reveal() } : undefined));
}

export const unpacked = (packedOne: unknown): DeliveringConfiguration =>
  mapped(packedOne, (value) =>
    isPlain(value) && typeof value[SECRET] === 'string' ? Secret.of(value[SECRET]) : undefined,
  ) as DeliveringConfiguration;

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));

function mapped(value: unknown, change: (value: unknown) => unknown): unknown {
  const changed = change(value);
  if (changed !== undefined) return changed;
  if (Array.isArray(value)) return value.map((item) => mapped(item, change));
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mapped(inner, change)]));
}

export type Failure =
  | { readonly kind: 'configuration'; readonly faults: readonly string[] }
  | { readonly kind: 'replay'; readonly message: string }
  | { readonly kind: 'store'; readonly message: string; readonly fatal: boolean }
  | { readonly kind: 'range'; readonly message: string }
  | { readonly kind: 'bug'; readonly message: string; readonly stack?: string };

export function describe(error: unknown): Failure {
  if (error instanceof ConfigurationError) return { kind: 'configuration', faults: error.faults };
  if (error instanceof ReplayRefused) return { kind: 'replay', message: error.message };
  if (error instanceof StoreUnavailable) return { kind: 'store', message: error.message, fatal: error.fatal };
  if (error instanceof RangeError) return { kind: 'range', message: error.message };
  if (!(error instanceof Error)) return { kind: 'bug', message: String(error) };
  return { kind: 'bug', message: error.message, ...(error.stack !== undefined && { stack: error.stack }) };
}

export function revive(failure: Failure): Error {
  switch (failure.kind) {
    case 'configuration':
      return new ConfigurationError([...failure.faults]);
    case 'replay':
      return new ReplayRefused(failure.message);
    case 'store':
      return new StoreUnavailable(failure.message, { fatal: failure.fatal });
    case 'range':
      return new RangeError(failure.message);
    case 'bug': {
      const error = new Error(failure.message);
      if (failure.stack !== undefined) error.stack = failure.stack;
      return error;
    }
  }
}
