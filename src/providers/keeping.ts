/** Where providers keep the secrets that arrive while the gateway runs. Made where the configuration says how they are stored. */

import type { SigningKeys } from '../store/store.ts';
import type { Sealing } from '../trust/sealing.ts';

export type Keeping = {
  readonly store: SigningKeys;
  readonly sealing: Sealing;
  readonly now: () => number;
};
