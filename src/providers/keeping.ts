/** Where providers keep the secrets that arrive while the gateway runs. It exists if the configuration says how to store them. */

import type { Sealing } from '../trust/sealing.ts';
import type { KeptStore } from './kept-values.ts';

export type Keeping = {
  readonly store: KeptStore;
  readonly sealing: Sealing;
  readonly now: () => number;
};
