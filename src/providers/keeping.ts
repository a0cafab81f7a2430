/** Where providers keep the secrets that arrive while the gateway runs. Made where the configuration says how they are stored. */

import type { Sealing } from '../trust/sealing.ts';
import type { KeptStore } from './kept-values.ts';

export type Keeping = {
  readonly store: KeptStore;
  readonly sealing: Sealing;
  readonly now: () => number;
};
