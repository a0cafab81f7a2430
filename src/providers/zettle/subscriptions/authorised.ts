/** What the client of Zettle's API asks of whoever has our tokens. */
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
  /** `fetch` with the token; rejects with `WithoutToken`. A 401 has it replaced, once: a second one is about our credentials. */
  fetch(fetch: Fetch, url: string, init: Call): Promise<Response>;
};
