/**
 * Trust is a type. A request is raw until a provider's `verify` has vouched for it, and only a verified one can be
 * identified, stored for processing and parsed. Each step keeps the bytes as they arrived: signatures cover bytes, not text.
 */

/** An HTTP request as it arrived. Nothing in it is proven. */
export type RawRequest = {
  readonly method: string;
  /** The path, still percent-encoded, without the query, and without doubled and trailing slashes. */
  readonly path: string;
  /** The query as sent, without the leading `?`; empty when there is none. */
  readonly query: string;
  /** The URL that the caller used (configured `publicUrl`, else what trusted proxies say, else scheme and Host), with the path as sent, without the query. OAuth 1.0a signs it. */
  readonly publicUrl: string;
  /** Names in lower case; a repeated header's values are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  /** The caller's address: the connection's, or behind trusted proxies the one that they name. */
  readonly remoteAddress: string;
  /** What the caller presented in the TLS handshake, with us or with a trusted proxy; presented, not trusted. */
  readonly clientCertificate?: PresentedCertificate;
  readonly receivedAtMs: number;
};

export type PresentedCertificate =
  | {
      readonly kind: 'certificate';
      /** SHA-256 of the DER, 64 lower-case hexadecimal digits. */
      readonly sha256: string;
      /** Absent where the proxy handed on only the hash. */
      readonly der?: Uint8Array;
      readonly from: 'tls' | 'header';
    }
  /** The proxy sent something that is not a certificate; `detail` is for our log. */
  | { readonly kind: 'unreadable'; readonly detail: string };

/** One thing that spoke for the request: which scheme, and which of the source's credentials (a label, never the secret). */
export type Proof = {
  readonly scheme:
    | 'bearer'
    | 'basic'
    | 'hmac'
    | 'oauth1'
    | 'oauth2'
    | 'path-key'
    | 'client-certificate'
    | 'address-list'
    | 'none';
  /** Stable name of the credential that matched, such as `bearer:5d2c8e6a` or `oauth1:key-name`; use counts are kept per label. */
  readonly credential: string;
  /** A value that may be used once until it expires (OAuth 1.0a nonce). The store refuses it the second time. */
  readonly nonce?: { readonly key: string; readonly expiresAtMs: number };
  /** When the presented credential itself ends to be valid, where it says so (a certificate does). */
  readonly notAfterMs?: number;
};

declare const verified: unique symbol;

/** A request whose sender has been proven by every scheme that its source demands. */
export type Verified = RawRequest & { readonly proofs: readonly Proof[]; readonly [verified]: true };

/**
 * The only way to a `Verified`. Only the `verify` of each provider imports it; `test/walls.test.ts` checks that.
 * `proofs` names every scheme that was checked; an empty list is a bug, `auth: none` is written as a proof of scheme `none`.
 */
export function vouch(request: RawRequest, proofs: readonly [Proof, ...Proof[]]): Verified {
  return { ...request, proofs } as unknown as Verified;
}
