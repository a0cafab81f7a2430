/** References that people have in their hands: of an order, a shipment, a purchase. */

/** What topics of identities begin with, before the reference (`Identity.unless`). */
const kindsOfTopic = ['barcode', 'order'] as const;

/** The messages that one reference leads to. A reference that thousands share is none; their list is found by other filters. */
export const REFERRED_MAX = 1_000;

/** As topics have it: as it was typed, and in capitals, as barcodes are. */
export const topicsOf = (reference: string): readonly string[] =>
  [...new Set([reference, reference.toUpperCase()])].flatMap((text) => kindsOfTopic.map((kind) => `${kind} ${text}`));
