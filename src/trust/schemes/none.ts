import type { Proof } from '../trust.ts';

/** What vouches for a source with `auth: none`: nothing, in writing. `doctor` and the start-up log report it. */
export const noProof: Proof = { scheme: 'none', credential: 'none' };
