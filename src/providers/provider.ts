/**
 * What every provider fills. A provider is one folder here, one in `spec/providers`, and one line in `list.ts`.
 *
 * It has two sides which never meet: `receiving.ts` runs before the ack, `processing.ts` afterwards. What only some sources can do besides is in
 * `capabilities.ts`.
 */

import type { Command } from 'commander';
import type { ProviderSettings } from '../config/provider-settings.ts';
import type { SourceSettings } from '../config/settings.ts';
import type { ContractPolicy } from '../contracts/policy.ts';
import type { JsonObject } from '../formats/json.ts';
import type { Log } from '../log.ts';
import type { Outbound } from '../outbound/client.ts';
import type { Clock } from '../running/clock.ts';
import type { Simulation } from '../simulate/simulation.ts';
import type { Secret } from '../trust/secrets.ts';
import type { RawRequest } from '../trust/trust.ts';
import type { Capabilities } from './capabilities.ts';
import type { FirstSource } from './first-source.ts';
import type { Keeping } from './keeping.ts';
import type { Processing } from './processing.ts';
import type { Queued } from './queued.ts';
import type { Answer, PushInput, PushOperation, Receive, Receiving } from './receiving.ts';

export type * from './capabilities.ts';
export type * from './processing.ts';
export type * from './receiving.ts';

/** A configured instance of a provider. */
export type Source = {
  readonly name: string;
  readonly provider: string;
  readonly receiving: Receiving;
  readonly processing: Processing;
  /** The URL that the provider calls, secrets in it as `***`. */
  readonly pushUrl: string;
  /** What the operator enters at the provider (`pushdock sources show`), secrets as `***`. */
  readonly setup: readonly { readonly field: string; readonly value: string }[];
  /** `x-push-policy` of its operation: what the provider takes for success, and what it does otherwise. */
  readonly pushPolicy: JsonObject;
  /** What a push that nobody has proven says that it is about, in a few words: the order, the event. Never a secret, nor what may be personal. */
  readonly claims?: (request: Pick<RawRequest, 'bytes' | 'headers' | 'query'>) => string | undefined;
  readonly capabilities?: Capabilities;
  /** Its pushes come through the queue of its `transport`, and over HTTP all the same. */
  readonly queue?: Queued;
  /** What happens to its messages that depart from their contract; set by `sources.ts` from the configuration. */
  readonly offContract?: ContractPolicy;
  /** It answers under /sandbox/ and not under /push/; set likewise. */
  readonly sandbox?: boolean;
  /** The `traceparent` of its pushes is the parent of our spans; set likewise. */
  readonly continuesTrace?: boolean;
  /** Labels of the credentials that can vouch for this source; `doctor` warns of `none`. */
  readonly credentials: readonly string[];
};

/** What a provider gets to open a source with. */
export type Opening = {
  readonly name: string;
  /** The source's block of the configuration, checked against `spec/config.schema.json`; secrets are resolved to `Secret`. */
  readonly settings: SourceSettings;
  /** Base of the URLs that the provider calls, without a trailing slash. */
  readonly publicUrl: string;
  readonly clock: Clock;
  /** `oauth.signingKeys`, for providers that push with a token of ours; absent: each key is derived from its client's secret. */
  readonly tokenSigningKeys?: readonly Secret[] | undefined;
};

/** What every provider is made with. */
export type ProviderServices = {
  readonly outbound: Outbound;
  readonly development: boolean;
  /** Where secrets are kept that arrive at run time; absent: the configuration does not say how, so none is. */
  readonly keeping?: Keeping | undefined;
  /** For what happens outside of a message. */
  readonly log?: Log;
  /** Aborts when the gateway begins to stop: what waits for another process then ends at once. */
  readonly stopping?: AbortSignal;
  /** Messages are processed on another thread or by another gateway, so nothing is loaded or started that processing alone needs, such as contracts, libxml2 or a responder's module. */
  readonly processedElsewhere?: boolean;
};

/**
 * One line of `list.ts`: what is known of a provider before anything is opened. Reading the list loads nothing else, since every command does;
 * so `open`, `simulate` and `commands.load` import what they need when they are called.
 */
export type Provider = {
  /** Its folder here and in `spec/providers`, and its name in a configuration. */
  readonly name: string;
  /** What a schema cannot say of its sources; absent: nothing. */
  readonly settings?: ProviderSettings;
  open(services: ProviderServices): Promise<OpenProvider> | OpenProvider;
  /** Its mock, for `pushdock mock`; a gateway never asks for it. */
  readonly simulate?: () => Promise<Simulation>;
  /** What `pushdock init` writes for it; absent: it is not offered there. */
  readonly first?: () => Promise<FirstSource>;
  /** `pushdock <name>`: what only this provider has. */
  readonly commands?: { readonly summary: string; readonly load: () => Promise<Command> };
};

export interface OpenProvider {
  readonly name: string;
  /** Its bundled `push.yaml`, a document of OpenAPI 3.0. At start every operation in it must have its handler. */
  readonly contract: unknown;
  /** From `generated/`: every operation that its `push.yaml` declares. */
  readonly operations: readonly PushOperation[];
  /** Fills the generated stubs: one handler per operation, each answering only what the contract declares. */
  handlers(receive: Receive): Readonly<Record<string, (input: PushInput) => Promise<Answer>>>;
  /** Opens a source or throws `ConfigurationError` (src/config.ts), naming the path in the file and the cure. */
  open(opening: Opening): Source | Promise<Source>;
}
