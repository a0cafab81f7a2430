/**
 * The providers whose every example is mutated, and what is particular about each.
 *
 * To join, a provider needs a line here. Its examples come from its contract, its push from `cases/pushing.ts`, the schemas of its events
 * from `spec/events`. `mutated.test.ts` then says of each field in which it fails: which event breaks its schema, and which value was lost without a finding.
 */
import type { Message } from '../cases/messages.ts';

export type Joined = {
  /** The contract by which it pushes. */
  readonly contract: string;
  /** Where messages with content of their own are fetched after the push: the contract and the operation that answers them. */
  readonly fetched?: { readonly contract: string; readonly operation: string };
  /** Examples that are left out, such as the answer that the provider gives when it has nothing. */
  readonly leftOut?: (message: Message) => boolean;
  /**
   * Fields of the event that are made of another field than the one of their name: by the name of a field in the message, the names in the event
   * that go when it goes.
   */
  readonly derived: { readonly [field: string]: readonly string[] };
  /** JSON Pointers of fields of the message that no event carries. */
  readonly unsent: readonly RegExp[];
  /** Names of fields that no example has, sorted: no document of the provider shows one. */
  readonly unshown: readonly string[];
};

export const joined: readonly Joined[] = [
  {
    contract: 'paazl-push',
    // The ends of the window are times of the day that deliveryDate names.
    derived: { deliveryDate: ['deliveryWindowStart', 'deliveryWindowEnd'], trackTraceURL: ['trackTraceUrl'] },
    unsent: [],
    unshown: [],
  },
  {
    contract: 'zettle-push',
    leftOut: ({ example }) => /test.?message/i.test(example),
    // What the payload is about decides under which of its names it is held; the envelope's own names stand in no event, except for its organization.
    derived: {},
    // The name of the event is its type, and in two events the payload says it too.
    unsent: [/^\/(eventName|organizationUuid|messageUuid|messageId)$/],
    unshown: [
      'comment',
      'createdByUserUuid',
      'discount',
      'discountValue',
      'globalPurchaseNumber',
      'gratuityAmount',
      'groupedVatAmounts',
      'legalAddressLine2',
      'libraryProduct',
      'online',
      'optionalText',
      'profileImageUrl',
      'refund',
      'refunded',
      'refundedByPurchaseUUIDs1',
      'refundsPayment',
      'refundsPurchaseUUID1',
      'rowTaxableAmount',
      'seo',
      'serviceCharge',
      'status',
      'title',
      'unitName',
      'variantOptionDefinitions',
      'vatNr',
      'webSite',
    ],
  },
  {
    contract: 'appdirect-push',
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
  },
  {
    contract: 'oneshoppingcart-push',
    fetched: { contract: 'oneshoppingcart-api', operation: 'readOrder' },
    // What the API answers where it has no order.
    leftOut: ({ text }) => text.includes('success="false"'),
    // Of a wrapper of options the event has the list; the elements' own name is not in it.
    derived: { SelectedOption: ['SelectedOptions'] },
    unsent: [],
    unshown: [],
  },
];
