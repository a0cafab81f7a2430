/** What is particular about Paazl's fields when each of them is mutated. */
import type { Mutated } from '../../contract/mutated/joined.ts';

export const mutated: Mutated = {
  // The ends of the window are times of the day that deliveryDate names.
  derived: { deliveryDate: ['deliveryWindowStart', 'deliveryWindowEnd'], trackTraceURL: ['trackTraceUrl'] },
  unsent: [],
  unshown: [],
};
