/** What is particular about AppDirect's fields when each of them is mutated. */
import type { Mutated } from '../../contract/mutated/joined.ts';

export const mutated: Mutated = {
  fetched: { contract: 'appdirect-api', operation: 'getEvent' },
  // A ping makes no event.
  leftOut: ({ text }) => text.includes('STATELESS'),
  // An entry's key is a name in our map; test/providers/appdirect/conversion.test.ts looks at those without one.
  // A map within an object is a map with one more name, whose value has the rest as JSON.
  derived: Object.fromEntries(
    ['entry', 'key', 'value', 'configuration', 'attributes'].map((name) => [name, ['configuration', 'attributes']]),
  ),
  unsent: [],
  unshown: [
    'companyName',
    'fax',
    'faxExtension',
    'fullName',
    'phone',
    'phoneExtension',
    'pobox',
    'pozip',
    'salutation',
    'street2',
  ],
};
