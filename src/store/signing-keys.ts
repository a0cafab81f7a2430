/**
 * Secrets that providers hand out while the gateway runs, and what belongs to them: signing keys of subscriptions, the uuid that was chosen
 * for a subscription before it was asked for, refresh tokens. A store sees sealed bytes only (`src/trust/sealing.ts`), never a secret.
 */

/** One signing key. A subscription may have several: providers change them, and what was signed with the older one is still under way. */
export type KeptSigningKey = {
  /** The provider's id of the subscription. */
  readonly subscription: string;
  /** Tells keys apart and names them to people; `src/trust/schemes/credential-label.ts`. */
  readonly label: string;
  /** Where the subscription pushed when the key was last seen. */
  readonly destination: string;
  readonly sealed: Uint8Array;
  readonly keptAtMs: number;
  /** Since when the subscription is known to be gone. */
  readonly goneAtMs?: number;
};

export type NewSigningKey = Omit<KeptSigningKey, 'keptAtMs' | 'goneAtMs'>;

export type SourceSealing = {
  readonly signingKeys: readonly Pick<NewSigningKey, 'subscription' | 'label' | 'sealed'>[];
  readonly refreshToken?: Uint8Array;
  readonly sinceMs?: number;
};

/** A declared subscription and the id under which it was, or was to be, created. */
export type SubscriptionLink = {
  readonly source: string;
  /** In the configuration. */
  readonly name: string;
  readonly subscription: string;
  /** `chosen`: whether the provider has heard of it is not known. `made`: it has. */
  readonly state: 'chosen' | 'made';
};

export interface SigningKeys {
  /** Keeps keys that were seen, durable before it resolves. One that is kept already is renewed: destination, sealed bytes, and its subscription is not gone. */
  keepSigningKeys(source: string, keys: readonly NewSigningKey[], nowMs: number): Promise<void>;
  /** Notes that subscriptions are gone, durable before it resolves. The first time counts until a key of the subscription is kept again. */
  noteSubscriptionsGone(source: string, subscriptions: readonly string[], nowMs: number): Promise<void>;
  /** Forgets the keys of subscriptions that were gone before that time, and says how many. */
  forgetSigningKeys(source: string, goneBeforeMs: number): Promise<number>;
  /** What was kept first comes first. */
  listSigningKeys(source: string): Promise<readonly KeptSigningKey[]>;

  /** Durable before it resolves. There is one link for each source and name: the last one stays. */
  linkSubscription(link: SubscriptionLink): Promise<void>;
  /** Of every source, so that one source can see that a subscription is another's. */
  listSubscriptionLinks(): Promise<readonly SubscriptionLink[]>;

  /** Durable before it resolves, in place of the one before. */
  keepRefreshToken(source: string, sealed: Uint8Array, nowMs: number): Promise<void>;
  refreshToken(source: string): Promise<Uint8Array | undefined>;

  /**
   * Replaces the sealed bytes of secrets that are kept, changing nothing else of them, and remembers since when all of the source's are encrypted
   * (absent: not any more). One transaction, durable before it resolves.
   */
  sealSource(source: string, sealing: SourceSealing): Promise<void>;
  /** What `sealSource` said last. */
  sealedSince(source: string): Promise<number | undefined>;
}
