/** A push that a gateway has stored, and how a mock would send the same again. */

/** `documents`: what the gateway fetched on its account, such as an order. */
export type StoredPush = {
  readonly body: string;
  readonly documents: readonly { readonly name: string; readonly text: string }[];
};

/** `data`: the message's own data, as `mock emit --data` takes it. `reason`: why no mock can send it. */
export type SentAgain = { readonly event: string; readonly data?: string } | { readonly reason: string };

/** Of each provider that has a mock. */
export type ReadPush = (push: StoredPush) => SentAgain;
