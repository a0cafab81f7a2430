/**
 * What a configuration is once it has been read: secrets resolved, defaults filled in, durations in milliseconds. The shapes come
 * from `spec/config.schema.json` through `generated/config`; this is the only file that imports them.
 */
import type {
  AppdirectProof,
  AppdirectSource,
  AutoResponder,
  FileSink,
  HttpResponder,
  OAuth2Clients,
  OneshoppingcartSource,
  PaazlSource,
  SecretFromEnvironment,
  ZettleSource,
} from '../../generated/config/models.ts';
import type { Secret } from '../secrets.ts';
import type { Address } from './units.ts';

/** A generated shape after its secrets have been resolved. Only a secret may be `{ env }`, so that is how one is told. */
type Resolved<T> = SecretFromEnvironment extends T
  ? Secret
  : T extends readonly (infer Item)[]
    ? readonly Resolved<Item>[]
    : T extends object
      ? { readonly [K in keyof T]: Resolved<T[K]> }
      : T;

/** The same with the named keys always there, because the schema or this reader gives them a default. */
type Filled<T, K extends keyof T> = Resolved<Omit<T, K>> & Resolved<Required<Pick<T, K>>>;

export type PaazlSettings = Resolved<Omit<PaazlSource, 'dedupeWindow'>> & { readonly dedupeWindowMs: number };
export type OneShoppingCartSettings = Filled<OneshoppingcartSource, 'apiBase'>;
/** `signingKeys` and `subscriptions` are empty lists when the file names none. */
export type ZettleSettings = Filled<ZettleSource, 'organization' | 'signingKeys' | 'subscriptions'>;
export type ResponderSettings = AutoResponder | Filled<HttpResponder, 'timeoutMs'>;
/** Who may get a token from us, and how long it lives. */
export type TokenClients = Resolved<Omit<OAuth2Clients, 'ttl'>> & { readonly ttlMs: number };
export type AppDirectSettings = Filled<
  Omit<AppdirectSource, 'auth' | 'responder' | 'result'>,
  'parameter' | 'eventFormat'
> & {
  readonly auth: 'none' | (Resolved<Omit<AppdirectProof, 'oauth2'>> & { readonly oauth2?: TokenClients });
  readonly responder: ResponderSettings;
  readonly result: { readonly format: 'json' | 'xml'; readonly style: 'documented' | 'sdk' };
};
/** `events` is empty when the file names none, and that means every event. */
export type SinkSettings = Filled<FileSink, 'events'>;

export type ProviderSettings = {
  readonly paazl: PaazlSettings;
  readonly oneshoppingcart: OneShoppingCartSettings;
  readonly zettle: ZettleSettings;
  readonly appdirect: AppDirectSettings;
};

/** A source's block, checked against the schema. A provider narrows its own with `settingsOf`. */
export type SourceSettings = { readonly provider: string; readonly [key: string]: unknown };

export type Configuration = {
  /** The file as it was named. */
  readonly file: string;
  readonly development: boolean;
  /** Secrets that stand in the file itself, by their place in it; none outside development. */
  readonly writtenSecrets: readonly { readonly place: string; readonly secret: Secret }[];
  /** Without a trailing slash. */
  readonly publicUrl?: string;
  readonly listen: { readonly public: Address; readonly admin: Address };
  /** `path` is relative to the working directory. */
  readonly store: { readonly engine: 'sqlite'; readonly path: string };
  readonly admin: { readonly tokens: readonly { readonly name: string; readonly secret: Secret }[] };
  /** Keys of our tokens, the one that signs first; absent: each is derived from its client's secret. */
  readonly oauth: { readonly signingKeys?: readonly Secret[] };
  readonly sources: Readonly<Record<string, SourceSettings>>;
  readonly sinks: Readonly<Record<string, SinkSettings>>;
  readonly policy: { readonly offContract: 'deliver' | 'hold'; readonly limits: { readonly bodyBytes: number } };
  /** Where to start stand-ins; only ever set in development. */
  readonly standIns: { readonly oneshoppingcart?: Address; readonly appdirect?: Address };
  /** What is allowed but must not go unnoticed; the start-up log and `doctor` repeat it. */
  readonly warnings: readonly string[];
};

/** The file's content after validation and resolving, before `config.ts` turns texts into addresses and durations. */
export type CheckedFile = {
  readonly development: boolean;
  readonly publicUrl?: string;
  readonly listen: { readonly public: string; readonly admin: string };
  readonly store: string;
  readonly admin?: Configuration['admin'];
  readonly oauth?: Configuration['oauth'];
  readonly sources: Readonly<Record<string, SourceSettings>>;
  readonly sinks: Readonly<Record<string, Resolved<FileSink>>>;
  readonly policy: Configuration['policy'];
  readonly standIns?: { readonly oneshoppingcart?: string; readonly appdirect?: string };
};
