/** What is particular about 1ShoppingCart's fields when each of them is mutated. */
import type { Mutated } from '../../contract/mutated/joined.ts';

export const mutated: Mutated = {
  fetched: { contract: 'oneshoppingcart-api', operation: 'readOrder' },
  notification: '<NewOrder><Token>148899722</Token></NewOrder>',
  // What the API answers where it has no order.
  leftOut: ({ text }) => text.includes('success="false"'),
  // Of a wrapper of options the event has the list; the elements' own name is not in it.
  derived: { SelectedOption: ['SelectedOptions'] },
  unsent: [],
  unshown: [],
};
