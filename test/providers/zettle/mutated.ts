/** What is particular about Zettle's fields when each of them is mutated. */
import type { Mutated } from '../../contract/mutated/joined.ts';

export const mutated: Mutated = {
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
};
