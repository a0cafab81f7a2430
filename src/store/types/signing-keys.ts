/** Secrets that providers hand out while the gateway runs, and what belongs to them. A store sees sealed bytes only, never a secret. */

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
