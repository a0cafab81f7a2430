/**
 * Trust is a type. A request is raw until a provider's `verify` has vouched for it, and only a verified one can be
 * identified, stored for processing and parsed. Each step keeps the bytes as they arrived: signatures cover bytes, not text.
 */

/** An HTTP request as it arrived. Nothing in it may be believed. */
export type RawRequest = {
  readonly method: string;
  /** The path as sent, still percent-encoded, without the query. */
  readonly path: string;
  /** The query as sent, without the leading `?`; empty when there is none. */
  readonly query: string;
  /** The URL that the caller used (configured `publicUrl`, else scheme and Host), without the query. OAuth 1.0a signs it. */
  readonly publicUrl: string;
  /** Names in lower case; a repeated header's values are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  readonly remoteAddress: string;
  readonly receivedAtMs: number;
};

/** One thing that spoke for the request: which scheme, and which of the source's credentials (a label, never the secret). */
export type Proof = {
  readonly scheme: 'bearer' | 'basic' | 'hmac' | 'oauth1' | 'oauth2' | 'path-key' | 'none';
  /** Stable name of the credential that matched, such as `bearer:5d2c8e6a` or `oauth1:key-name`; use counts are kept per label. */
  readonly credential: string;
  /** A value that may be used once until it expires (OAuth 1.0a nonce). The store refuses it the second time. */
  readonly nonce?: { readonly key: string; readonly expiresAtMs: number };
};

declare const verified: unique symbol;

/** A request whose sender has been proven by every scheme that its source demands. */
export type Verified = RawRequest & { readonly proofs: readonly Proof[]; readonly [verified]: true };

/**
 * The only way to a `Verified`. Imported by the `verify` of each provider and by nobody else; `test/walls.test.ts` holds that.
 * `proofs` names every scheme that was checked; an empty list is a bug, `auth: none` is written as a proof of scheme `none`.
 */
export function vouch(request: RawRequest, proofs: readonly [Proof, ...Proof[]]): Verified {
  return { ...request, proofs } as unknown as Verified;
}
