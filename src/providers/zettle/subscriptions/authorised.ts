/** Calls to Zettle's API with our token, as its client needs them. */
import type { Fetch } from '../../../outbound/client.ts';
import type { Unasked } from '../../subscribing.ts';

type Call = { readonly method: string; readonly headers: Record<string, string>; readonly body?: string };

/** Carries the reason through the generated client, whose calls resolve with answers only. */
export class WithoutToken extends Error {
  readonly refusal: Unasked;
  constructor(refusal: Unasked) {
    super('there is no token');
    this.refusal = refusal;
  }
}

/** Calls with our token in them. */
export type Authorised = {
  /** `fetch` with the token; rejects with `WithoutToken`. After a 401 the token is replaced, once: a second 401 is about our credentials. */
  fetch(fetch: Fetch, url: string, init: Call): Promise<Response>;
};
