/** What only some sources can do. A part of the gateway looks for the capability that it needs, and never for a provider. */
import type { Json } from '../formats/json.ts';
import type { BusinessResult, FetchedDocument, StoredMessage } from '../store/store.ts';
import type { KnownCertificate } from '../trust/certificates.ts';
import type { Secret } from '../trust/secrets.ts';
import type { TokenGrant } from '../trust/token-grant.ts';
import type { Continuity } from './continuity.ts';
import type { Subscribing } from './subscribing.ts';

/** What came of asking a provider for a test notification. `reason` is a sentence for the operator, without a secret. */
export type TestRequested = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** `from`: where it comes from, such as `signingKeys` or `stored for subscription purchases`. */
export type ExclusiveSecret = { readonly secret: Secret; readonly from: string; readonly configured: boolean };

export type Capabilities = {
  /** The provider waits for business results, which others may give. */
  readonly results?: Asking;
  /** The provider pushes a test when it is asked to. `request` bounds its own time. */
  readonly testPush?: { request(): Promise<TestRequested> };
  /** The provider pushes with a token of ours: who gets one at POST /oauth/token. */
  readonly tokens?: TokenGrant;
  /** It relies on certificates. `known`: those that are known by now; `src/running/certificate-watch.ts` looks at their dates. */
  readonly certificates?: { known(): readonly KnownCertificate[] };
  /** Its secrets may arrive while it runs. */
  readonly arrivingSecrets?: ArrivingSecrets;
  /** It runs a module of the user's. A reload opens the source again, so that the code is loaded again, and retires this one. */
  readonly module?: { retire(): void };
  /** How an outage shows in its events, and whom to ask for what was lost. */
  readonly continuity?: Continuity;
  /** Its provider has subscriptions that we can manage. */
  readonly subscriptions?: Subscribing;
};

export type ArrivingSecrets = {
  /** Labels of the credentials that came since the source was opened, or were kept from before. */
  labels(): readonly string[];
  /** Secrets of which each may vouch for one source only, where a proof names no source; `sources.ts` refuses one in two of them. */
  exclusive(): readonly ExclusiveSecret[];
  /** Whose a credential is, where the source knows more than its label, such as `subscription purchases`. */
  ownerOf(label: string): string | undefined;
};

/** Where a provider asks by its push and others may answer later: what an operator, or a system with a token of his, is to know and may say. */
export type Asking = {
  /** The question as a CloudEvent; `undefined` while what it is made of has not been fetched, or cannot be read. */
  question(
    message: StoredMessage,
    documents: readonly FetchedDocument[],
  ): Promise<{ readonly [name: string]: Json } | undefined>;
  /** A given result as the store keeps it, or in sentences why it cannot be the one of this message. */
  completion(
    given: Json,
    message: StoredMessage,
    documents: readonly FetchedDocument[],
  ): Promise<
    { readonly ok: true; readonly result: BusinessResult } | { readonly ok: false; readonly faults: readonly string[] }
  >;
};
