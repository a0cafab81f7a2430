/**
 * What a configuration is once it has been read: secrets resolved, defaults filled in, durations in milliseconds. The shapes come
 * from `spec/config.schema.json` through `generated/config`; a provider's own shapes are in its `settings.ts`.
 */
import type {
  AlertTarget,
  EventMapping,
  FileRotation,
  FileSink,
  Health,
  HttpSink,
  HttpSinkBatch,
  KafkaSink,
  LogLevel,
  LogLevels,
  ModuleSink,
  NatsSink,
  RabbitmqSink,
  Retention,
  SecretFromEnvironment,
  Sink,
  SqsQueue,
  SqsSink,
  StdoutSink,
  Telemetry,
  Tls,
} from '../../generated/config/models.ts';
import type { Action, ContractPolicy } from '../contracts/policy.ts';
import type { Reach } from '../outbound/public-address.ts';
import type { Address } from '../running/listening.ts';
import type { AreaLevels } from '../running/log-areas.ts';
import type { Secret } from '../trust/secrets.ts';
import type { StoreChoice, StoreSettings } from './store-settings.ts';

/** A generated shape after its secrets have been resolved. Only a secret may be a text or `{ env }`, which identifies it. */
export type Resolved<T> = [string, SecretFromEnvironment] extends [T, T]
  ? Secret
  : T extends readonly (infer Item)[]
    ? readonly Resolved<Item>[]
    : T extends object
      ? { readonly [K in keyof T]: Resolved<T[K]> }
      : T;

/** The same with the named keys always there, because the schema or this reader gives them a default. */
export type Filled<T, K extends keyof T> = Resolved<Omit<T, K>> & Resolved<Required<Pick<T, K>>>;

/** Which events a sink gets and how the worker treats it; the same keys for every kind. */
export type DeliverySettings = {
  /** Fields of `data` by JSON Pointer. Empty: no condition. */
  readonly filter: {
    readonly types: readonly string[];
    readonly sources: readonly string[];
    readonly data: {
      readonly [pointer: string]: readonly (string | number | boolean)[] | { readonly exists: boolean };
    };
  };
  readonly concurrency: number;
  readonly retry: {
    readonly firstMs: number;
    readonly factor: number;
    readonly capMs: number;
    readonly jitter: 'full' | 'none';
    readonly attempts: number;
  };
  readonly rate?: { readonly perSecond: number; readonly burst: number };
  readonly order: 'none' | 'subject';
};
type DeliveryKeys = 'events' | 'where' | 'concurrency' | 'order' | 'rate' | 'retry';
type Delivering<T> = T & { readonly delivery: DeliverySettings };

export type HttpSinkSettings = Delivering<
  Filled<Omit<HttpSink, DeliveryKeys | 'allowPrivate' | 'batch'>, 'mode' | 'timeoutMs'> & {
    readonly reach: Reach;
    /** `requests`: how many may be under way. `delivery.concurrency` counts events. */
    readonly batch?: Required<HttpSinkBatch> & { readonly requests: number };
  }
>;
export type FileSinkSettings = Delivering<
  Omit<FileSink, DeliveryKeys | 'rotate'> & {
    readonly rotate?: Omit<FileRotation, 'age'> & { readonly ageMs?: number };
  }
>;
export type StdoutSinkSettings = Delivering<Omit<StdoutSink, DeliveryKeys>>;
export type ModuleSinkSettings = Delivering<Filled<Omit<ModuleSink, DeliveryKeys>, 'timeoutMs'>>;
export type NatsSinkSettings = Delivering<Filled<Omit<NatsSink, DeliveryKeys>, 'subject' | 'timeoutMs'>>;
export type RabbitmqSinkSettings = Delivering<
  Filled<Omit<RabbitmqSink, DeliveryKeys>, 'user' | 'routingKey' | 'timeoutMs'>
>;
export type KafkaSinkSettings = Delivering<
  Filled<Omit<KafkaSink, DeliveryKeys>, 'mode' | 'encryption' | 'mechanism' | 'timeoutMs'>
>;
export type SqsSinkSettings = Delivering<Filled<Omit<SqsSink, DeliveryKeys>, 'timeoutMs'>>;
export type SinkSettings =
  | HttpSinkSettings
  | FileSinkSettings
  | StdoutSinkSettings
  | ModuleSinkSettings
  | NatsSinkSettings
  | RabbitmqSinkSettings
  | KafkaSinkSettings
  | SqsSinkSettings;
export type { EventMapping };
/** A sink's block after validation and resolving, defaults filled in. */
export type CheckedSink = Resolved<Sink>;

export type SqsQueueSettings = Filled<SqsQueue, 'timeoutMs' | 'visibilitySeconds'>;

/** A source's block, checked against the schema. A provider narrows its own (`provider-settings.ts`). */
export type SourceSettings = {
  readonly provider: string;
  readonly policy?: Partial<ContractPolicy>;
  readonly sandbox?: boolean;
  readonly traceparent?: 'link' | 'parent';
  /** Of providers that may push through a queue. */
  readonly transport?: { readonly sqs: SqsQueueSettings };
  readonly [key: string]: unknown;
};

type Alerting<T> = Omit<T, 'allowPrivate' | 'conditions' | 'quietHours' | 'remind' | 'severity'> & {
  readonly reach: Reach;
  /** Kinds; `*` matches any text. Empty: all. */
  readonly conditions: readonly string[];
  readonly severity: 'info' | 'warning' | 'critical';
  readonly quietHours?: { readonly from: string; readonly to: string; readonly zone: string };
  /** Absent: no reminder. */
  readonly remindMs?: number;
};
type EachAlerting<T> = T extends unknown ? Alerting<T> : never;
/** Who is told of conditions. */
export type AlertTargetSettings = EachAlerting<Resolved<AlertTarget>>;

export type HealthSettings = {
  /** What a usual gap between two pushes is at the least. */
  readonly floorMs: number;
  /** By the name of a source. `givesUpAfter`: failed tries in a row. */
  readonly sources: { readonly [name: string]: { readonly floorMs?: number; readonly givesUpAfter?: number } };
};

export type Configuration = {
  /** The file as it was named. */
  readonly file: string;
  readonly development: boolean;
  /** Secrets written in the file itself, by their place in it; empty outside development. */
  readonly writtenSecrets: readonly { readonly place: string; readonly secret: Secret }[];
  /** Without a trailing slash. */
  readonly publicUrl?: string;
  readonly listen: {
    readonly public: Address;
    readonly admin: Address;
    /** PEM texts, and the files that they come from; a reload compares the texts. Absent: plain http. */
    readonly tls?: {
      readonly files: Tls;
      readonly cert: string;
      readonly key: Secret;
      readonly clientCa?: string;
    };
    /** CIDR. */
    readonly trustedProxies?: readonly string[];
    /** Lower case. */
    readonly clientCertificateHeader?: string;
    readonly clientCertificateHashSuffices?: boolean;
    readonly keepAliveMs?: number;
  };
  /** Names this process among the gateways that share a store: PUSHDOCK_NODE of the environment, or the host's name. */
  readonly node: string;
  readonly store: StoreSettings;
  readonly admin: {
    /** Each has either its text or its hash, `sha256:` and 64 hexadecimal digits. */
    readonly tokens: readonly {
      readonly name: string;
      readonly role: 'viewer' | 'operator';
      readonly secret?: Secret;
      readonly hash?: string;
    }[];
    readonly environment?: string;
  };
  /** Keys of our tokens, the one that signs first; absent: each is derived from its client's secret. */
  readonly oauth: { readonly signingKeys?: readonly Secret[] };
  /** How secrets that arrive at run time are stored; absent: they are not. */
  readonly storedSecrets?: { readonly sealedWith: Secret } | 'plain';
  readonly sources: Readonly<Record<string, SourceSettings>>;
  readonly sinks: Readonly<Record<string, SinkSettings>>;
  readonly policy: {
    readonly offContract: Action;
    /** By the name of a rule; absent: no rule is treated differently. */
    readonly rules?: ContractPolicy['rules'];
    readonly limits: { readonly bodyBytes: number; readonly unauthenticatedPerMinute: number };
    /** Absent ages keep for ever. */
    readonly retention: { readonly messagesMs?: number; readonly eventsMs?: number; readonly bodiesMs?: number };
  };
  /** What the provider-health clock cannot learn. */
  readonly health: HealthSettings;
  /** Who is told of conditions, by name. */
  readonly alerts: Readonly<Record<string, AlertTargetSettings>>;
  readonly log: {
    readonly levels: AreaLevels;
    /** Absent: `pretty` on a terminal in development, where its package is installed. */
    readonly format?: 'json' | 'pretty';
  };
  /** Where traces go; absent: none are made, unless the program around the gateway makes some. */
  readonly telemetry?: Filled<Telemetry, 'sample' | 'service'>;
  /** Control port of the mocks that the gateway runs itself; only ever set in development. */
  readonly mocks?: number;
  /** What is allowed but must not go unnoticed; the start-up log and `doctor` repeat it. */
  readonly warnings: readonly string[];
};

/** The file's content after validation and resolving, before `config.ts` turns texts into addresses and durations. */
export type CheckedFile = {
  readonly development: boolean;
  readonly exposeDevelopment?: boolean;
  readonly publicUrl?: string;
  readonly environmentFile?: string;
  readonly listen: {
    readonly public: string;
    readonly admin: string;
    readonly tls?: Tls;
    readonly trustedProxies?: readonly string[];
    readonly clientCertificateHeader?: string;
    readonly clientCertificateHashSuffices?: boolean;
    readonly keepAlive?: string;
  };
  readonly store: StoreChoice;
  readonly admin?: Configuration['admin'];
  readonly oauth?: Configuration['oauth'];
  readonly encryptionKey?: Secret;
  readonly storedSecrets: 'encrypted' | 'plain';
  readonly sources: Readonly<Record<string, SourceSettings>>;
  readonly sinks: Readonly<Record<string, CheckedSink>>;
  readonly health?: Health;
  readonly alerts?: Readonly<Record<string, Resolved<AlertTarget>>>;
  readonly telemetry?: Filled<Telemetry, 'sample' | 'service'>;
  readonly log?: { readonly level: LogLevel | LogLevels; readonly format?: 'json' | 'pretty' };
  readonly policy: Omit<Configuration['policy'], 'retention'> & { readonly retention: Required<Retention> };
  readonly mocks?: number;
};
