/*
 * Generated from spec/providers/zettle/push.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

/**
 * The merchant disconnected the application; the OAuth refresh token is void from now on. `type` repeats the event name. If it says
 * `PersonalAssertionDeleted`, it is that event, whatever the envelope's `eventName` says: the payload is signed, the name is not.
 */
export type ApplicationConnectionRemoved = {
  /** `ApplicationConnectionRemoved` or `PersonalAssertionDeleted`. */
  readonly type: string;
};

/** How much of a variant there is at a location. */
export type Balance = {
  /** The organization. */
  readonly organizationUuid?: string | null;
  /** The inventory location. */
  readonly locationUuid?: string | null;
  /** The product. */
  readonly productUuid?: string | null;
  /** The variant. */
  readonly variantUuid?: string | null;
  readonly balance?: Decimal;
  /** When the balance was written, such as `2021-04-19T13:18:11.992+0000`; not RFC 3339. */
  readonly created?: string | null;
};

/** Who changed it, and when. */
export type Change = {
  /** The user or the integration. */
  readonly uuid?: string | null;
  /** Such as `2021-04-19T13:09:40.798+0000`; not RFC 3339. */
  readonly timestamp?: string | null;
  /** The kind of actor; `USER` has been seen. */
  readonly userType?: string | null;
  /** The application by which it was done. */
  readonly clientUuid?: string | null;
};

/**
 * A decimal number which Zettle writes as a JSON number in some messages and as a string in others (`12.5`, `"12.5"`). Both are right.
 * Percentages, quantities (negative in a refund) and balances are such numbers. Our events carry it as a string with the digits as sent.
 */
export type Decimal = number | string;

/** Where the sale was made. */
export type GpsCoordinates = {
  /** Degrees east. */
  readonly longitude?: number;
  /** Degrees north. */
  readonly latitude?: number;
  /** Radius of uncertainty in metres. */
  readonly accuracyMeters?: number;
};

/** Goods moved between inventory locations, through a sale or by hand. A sale shows goods leaving one location for another, so two balances change. */
export type InventoryBalanceChanged = {
  /** The organization whose inventory it is. */
  readonly organizationUuid?: string | null;
  readonly updated?: Change | null;
  /** The balances before. */
  readonly balanceBefore?: ReadonlyArray<Balance>;
  /** The balances after. */
  readonly balanceAfter: ReadonlyArray<Balance>;
  /** Given by the integrator who made the change, so that it can recognise its own; null otherwise. */
  readonly externalUuid?: string | null;
};

/** The inventory of a product is counted from now on. */
export type InventoryTrackingStarted = {
  /** The organization whose inventory it is. */
  readonly organizationUuid?: string | null;
  /** The product. */
  readonly productUuid: string;
  readonly created?: Change | null;
};

/** The inventory of a product is no longer counted. */
export type InventoryTrackingStopped = {
  /** The organization whose inventory it is. */
  readonly organizationUuid?: string | null;
  /** The product. */
  readonly productUuid: string;
  readonly changeInformation?: Change | null;
};

/**
 * The data of the organization were changed; the payload holds all of them as they are now. Zettle publishes no list of
 * the fields; these are the names that clients of Zettle's organization resource use.
 */
export type OrganizationUpdated = {
  /** The organization. */
  readonly uuid: string;
  /** Trading name. */
  readonly name?: string | null;
  /** Name on the receipt. */
  readonly receiptName?: string | null;
  /** Street and number. */
  readonly address?: string | null;
  /** Second line of the address. */
  readonly addressLine2?: string | null;
  /** Postal code. */
  readonly zipCode?: string | null;
  /** City. */
  readonly city?: string | null;
  /** Name in the register. */
  readonly legalName?: string | null;
  /** Registered street and number. */
  readonly legalAddress?: string | null;
  /** Registered postal code. */
  readonly legalZipCode?: string | null;
  /** Registered city. */
  readonly legalCity?: string | null;
  /** Registered state or province. */
  readonly legalState?: string | null;
  /** Legal form. */
  readonly legalEntityType?: string | null;
  /** Number in the register. */
  readonly legalEntityNr?: string | null;
  /** Telephone number. */
  readonly phoneNumber?: string | null;
  /** E-mail address of the contact. */
  readonly contactEmail?: string | null;
  /** E-mail address on the receipt. */
  readonly receiptEmail?: string | null;
  readonly vatPercentage?: Decimal;
  /** ISO 4217 code. */
  readonly currency?: string | null;
  /** ISO 3166-1 alpha-2 code. */
  readonly country?: string | null;
  /** ISO 639-1 code. */
  readonly language?: string | null;
  /** IANA name, such as `Europe/Stockholm`. */
  readonly timeZone?: string | null;
  /** When the organization was created; not RFC 3339. */
  readonly created?: string | null;
  /** The user who owns it. */
  readonly ownerUuid?: string | null;
  /** An older, numeric identity of the organization. */
  readonly organizationId?: number | null;
  /** Standing of the merchant with Zettle; `ACCEPTED` has been seen. */
  readonly customerStatus?: string | null;
  /** The kind of merchant; `NonLimitedCompany` has been seen. */
  readonly customerType?: string | null;
  /** Does the organization charge tax? */
  readonly usesVat?: boolean | null;
  /** What else stands on the receipt, such as opening hours. */
  readonly optionalText?: string | null;
  /** Second line of the registered address. */
  readonly legalAddressLine2?: string | null;
  /** Web site. */
  readonly webSite?: string | null;
  /** VAT number. */
  readonly vatNr?: string | null;
  /** URL of the picture, with `[size]` where a size belongs; so it is no URL as it stands. */
  readonly profileImageUrl?: string | null;
  /** The kind of tax; `VAT` has been seen. */
  readonly taxationType?: string | null;
  /** Whether prices include the tax; `INCLUSIVE` has been seen. */
  readonly taxationMode?: string | null;
};

/**
 * The merchant deleted an API key (a personal assertion); tokens made with it are void from now on.
 * It may arrive under the event name `ApplicationConnectionRemoved`.
 */
export type PersonalAssertionDeleted = {
  /** `PersonalAssertionDeleted`. */
  readonly type: string;
};

/** A price; null or absent where the cashier enters it. */
export type Price = {
  /** In minor units of `currencyId`. */
  readonly amount?: number;
  /** ISO 4217 code. */
  readonly currencyId?: string;
};

/**
 * A refusal (RFC 9457). The same refusal always carries the same four values, so a client may compare `type`.
 * It never names the credential or the value that was refused.
 */
export type Problem = {
  /**
   * Identifies the kind of refusal: `urn:pushdock:problem:` and the code from the catalogue.
   * Every reason for a 401 has the one type `unauthorized`: a caller must not learn which factor failed.
   */
  readonly type: string;
  /** What happened, in one sentence. */
  readonly title: string;
  /** The HTTP status of the response that carries this document. */
  readonly status: number;
  /** What the caller can do about it. */
  readonly detail: string;
};

/** A product of the library, as it is after it was created or as it was before it was deleted. The payload of `ProductCreated` and `ProductDeleted`. */
export type Product = {
  /** Identifies the product. */
  readonly uuid: string;
  /** The organization whose library holds it. */
  readonly organizationUuid?: string | null;
  /** Name of the product. */
  readonly name?: string | null;
  /** Longer text. */
  readonly description?: string | null;
  /** Names of categories. Older messages have it, newer ones have `category`. */
  readonly categories?: ReadonlyArray<string> | null;
  readonly category?: ProductCategory | null;
  /** Image URL and colours in the app. */
  readonly presentation?: { readonly [name: string]: unknown } | null;
  /** What can be bought; at least one in practice. */
  readonly variants?: ReadonlyArray<ProductVariant>;
  /** The properties in which the variants may differ. */
  readonly variantOptionDefinitions?: { readonly [name: string]: unknown } | null;
  /** The merchant's or integrator's own reference. */
  readonly externalReference?: string | null;
  readonly vatPercentage?: Decimal;
  /** Changes with every change of the product. */
  readonly etag?: string | null;
  /** Last change, such as `2021-04-19T13:09:40.798+0000`; not RFC 3339. */
  readonly updated?: string | null;
  /** The user who changed it. */
  readonly updatedByUserUuid?: string | null;
  /** When it was created, in the form of `updated`. */
  readonly created?: string | null;
  /** The user who created it. */
  readonly createdByUserUuid?: string | null;
  readonly online?: ProductOnline | null;
  /** Is the product free of tax? */
  readonly taxExempt?: boolean | null;
};

/** The category of the product. */
export type ProductCategory = {
  /** Identifies the category. */
  readonly uuid?: string | null;
  /** Name of the category. */
  readonly name?: string | null;
};

/** The discount of one line, either an amount or a percentage. From the Purchase API, not seen in a push so far. */
export type ProductDiscount = {
  /** What it is called on the receipt. */
  readonly name?: string | null;
  /** The discount in minor units of the purchase's `currency`. */
  readonly amount?: number | null;
  readonly percentage?: Decimal;
  readonly quantity?: Decimal;
  /** What it came to, in minor units of the purchase's `currency`. */
  readonly value?: number | null;
};

/** How the product is offered in an online shop. */
export type ProductOnline = {
  /** Whether it is shown there; `HIDDEN` has been seen. */
  readonly status?: string | null;
  /** What search engines are told; `slug` has been seen. */
  readonly seo?: { readonly [name: string]: unknown } | null;
  readonly [name: string]: unknown;
};

/** A product of the library was changed. */
export type ProductUpdated = {
  /** The organization whose library holds it. */
  readonly organizationUuid?: string | null;
  readonly newEntity: Product;
  readonly oldEntity?: Product;
};

/** One variant of a product. */
export type ProductVariant = {
  /** Identifies the variant. */
  readonly uuid?: string | null;
  /** Name of the variant. */
  readonly name?: string | null;
  /** Longer text. */
  readonly description?: string | null;
  /** The merchant's stock-keeping unit. */
  readonly sku?: string | null;
  /** The barcode. */
  readonly barcode?: string | null;
  readonly price?: Price | null;
  readonly costPrice?: Price | null;
  readonly vatPercentage?: Decimal;
  /** What sets this variant apart. */
  readonly options?: ReadonlyArray<VariantOption> | null;
  /** Image URL and colours in the app. */
  readonly presentation?: { readonly [name: string]: unknown } | null;
};

/**
 * A purchase or a refund was made. Amounts are integers in minor units of `currency` (cents, öre); a refund has negative ones.
 * Zettle's pages publish a sample but no list of required fields: required here is what a purchase makes no sense without.
 */
export type PurchaseCreated = {
  /** Identifies the purchase. */
  readonly purchaseUuid: string;
  /** Where the purchase was made; `POS` has been seen. */
  readonly source?: string | null;
  /** The user who made the sale. */
  readonly userUuid?: string | null;
  /** ISO 4217 code of every amount in this payload. */
  readonly currency: string;
  /** ISO 3166-1 alpha-2 code. */
  readonly country?: string | null;
  /** Total including tax, in minor units of `currency`. */
  readonly amount: number;
  /** Tax within `amount`, in minor units of `currency`. */
  readonly vatAmount?: number | null;
  /** When the purchase was made, milliseconds since 1970-01-01T00:00:00Z. */
  readonly timestamp?: number | null;
  /** The same instant as text, such as `2021-04-19T13:09:40.798+0000`. The offset has no colon, so it is not RFC 3339. */
  readonly created?: string | null;
  readonly gpsCoordinates?: GpsCoordinates | null;
  /** Consecutive number of the purchase within the organization. */
  readonly purchaseNumber?: number | null;
  /** Name of the user who made the sale, as printed on the receipt. */
  readonly userDisplayName?: string | null;
  /** Identifies the device. */
  readonly udid?: string | null;
  /** The organization that made the sale. */
  readonly organizationUuid?: string | null;
  /** The lines of the receipt. */
  readonly products?: ReadonlyArray<PurchasedProduct>;
  /** Discounts on the whole purchase. */
  readonly discounts?: ReadonlyArray<PurchaseDiscount>;
  /** How it was paid; several for a split payment. */
  readonly payments?: ReadonlyArray<PurchasePayment>;
  readonly references?: PurchaseCreatedReferences | null;
  /** May a copy of the receipt be printed? */
  readonly receiptCopyAllowed?: boolean | null;
  /** Whether prices include the tax; `INCLUSIVE` has been seen. */
  readonly taxationMode?: string | null;
  /** The kind of tax; `VAT` has been seen. */
  readonly taxationType?: string | null;
  /** Consecutive receipt number over all cash registers. From the Purchase API, not seen in a push so far. */
  readonly globalPurchaseNumber?: number | null;
  readonly serviceCharge?: ServiceCharge | null;
  /** Is this a refund? From the Purchase API, not seen in a push so far. */
  readonly refund?: boolean | null;
  /** Has this purchase been refunded? From the Purchase API, not seen in a push so far. */
  readonly refunded?: boolean | null;
  /** The purchase that was refunded. From the Purchase API, not seen in a push so far. */
  readonly refundsPurchaseUUID1?: string | null;
  /** The purchases that refunded this one. From the Purchase API, not seen in a push so far. */
  readonly refundedByPurchaseUUIDs1?: ReadonlyArray<string> | null;
  /** Tax in minor units of `currency`, by percentage (`25.0`). From the Purchase API, not seen in a push so far. */
  readonly groupedVatAmounts?: { readonly [name: string]: number } | null;
};

/** References to other systems. */
export type PurchaseCreatedReferences = {
  /** Identifies the checkout from which the purchase came. */
  readonly checkoutUUID?: string | null;
  readonly [name: string]: unknown;
};

/** A discount, either an amount or a percentage. */
export type PurchaseDiscount = {
  /** What it is called on the receipt. */
  readonly name?: string | null;
  /** The discount in minor units of the purchase's `currency`. */
  readonly amount?: number | null;
  readonly percentage?: Decimal;
  readonly quantity?: Decimal;
  /** What it came to, in minor units of the purchase's `currency`. From the Purchase API, not seen in a push so far. */
  readonly value?: number | null;
};

/** One payment. */
export type PurchasePayment = {
  /** Identifies the payment. */
  readonly uuid?: string | null;
  /** The amount paid, in minor units of the purchase's `currency`. */
  readonly amount?: number | null;
  /** The means of payment; `IZETTLE_CARD` and `IZETTLE_CASH` have been seen. An open list. */
  readonly type?: string | null;
  readonly attributes?: PurchasePaymentAttributes | null;
  /** The tip within `amount`, in minor units of the purchase's `currency`. From the Purchase API, not seen in a push so far. */
  readonly gratuityAmount?: number | null;
  readonly references?: PurchasePaymentReferences | null;
};

/**
 * Depends on `type` and is open. Cash has `handedAmount` and `changeAmount`; a card `cardType`, `maskedPan`, `referenceNumber`, `authorizationCode`
 * and others; an invoice `orderUUID`, `invoiceNr`, `dueDate`; PayPal `paypalId`.
 */
export type PurchasePaymentAttributes = {
  /** Cash handed over, in minor units of the purchase's `currency`. */
  readonly handedAmount?: number | null;
  /** Change given back, in minor units of the purchase's `currency`. */
  readonly changeAmount?: number | null;
  readonly [name: string]: unknown;
};

/** References to other payments. From the Purchase API, not seen in a push so far. */
export type PurchasePaymentReferences = {
  /** The payment that was refunded, wholly or in part. */
  readonly refundsPayment?: string | null;
  readonly [name: string]: unknown;
};

/** One line of the receipt. */
export type PurchasedProduct = {
  /** Number of the line within the purchase, as text. */
  readonly id?: string | null;
  /** The product in the library; absent for a free amount. */
  readonly productUuid?: string | null;
  /** The variant in the library; absent for a free amount. */
  readonly variantUuid?: string | null;
  /** Name of the product. */
  readonly name?: string | null;
  /** Name of the variant; empty where the product has only one. */
  readonly variantName?: string | null;
  /** The merchant's stock-keeping unit. */
  readonly sku?: string | null;
  /** The barcode of the variant. */
  readonly barcode?: string | null;
  /** Price of one unit, in minor units of the purchase's `currency`. */
  readonly unitPrice?: number | null;
  /** What one unit cost the merchant, in minor units of the purchase's `currency`. */
  readonly costPrice?: number | null;
  readonly quantity?: Decimal;
  readonly vatPercentage?: Decimal;
  /** The tax rates that apply. */
  readonly taxRates?: ReadonlyArray<TaxRate>;
  /** Is the line free of tax? */
  readonly taxExempt?: boolean | null;
  /** The inventory location from which the goods went. */
  readonly fromLocationUuid?: string | null;
  /** The inventory location to which the goods went. */
  readonly toLocationUuid?: string | null;
  /** Was the line made by Zettle itself? */
  readonly autoGenerated?: boolean | null;
  /** The kind of line; `PRODUCT` and `CUSTOM_AMOUNT` have been seen. */
  readonly type?: string | null;
  /** Depends on `type`; `{}` for a product. */
  readonly details?: { readonly [name: string]: unknown } | null;
  /** Longer text. From the Purchase API, not seen in a push so far. */
  readonly description?: string | null;
  /** What the cashier noted on the line. From the Purchase API, not seen in a push so far. */
  readonly comment?: string | null;
  /** What is counted, such as `kg`. From the Purchase API, not seen in a push so far. */
  readonly unitName?: string | null;
  /** What the tax is reckoned from, in minor units of the purchase's `currency`. From the Purchase API, not seen in a push so far. */
  readonly rowTaxableAmount?: number | null;
  /** The line's discount in minor units of the purchase's `currency`. From the Purchase API, not seen in a push so far. */
  readonly discountValue?: number | null;
  readonly discount?: ProductDiscount | null;
  /** Is it a product of the library? From the Purchase API, not seen in a push so far. */
  readonly libraryProduct?: boolean | null;
};

/** The envelope of every signed push. UUIDs occur in several versions (1, 4 and 5 have been seen), so only "text" is asked of them. */
export type PushEnvelope = {
  /** The organization in which the event happened. Not signed; prefer the one inside the payload where there is one. */
  readonly organizationUuid: string;
  /**
   * Identifies the message; a UUID of version 1 made from the timestamp and `messageId`. The key against repeats. Not signed.
   * Zettle's page prints one uuid on two messages, one of them `PersonalAssertionDeleted`: for that payload, uuid and `timestamp` together are the key.
   * Older samples of Zettle's pages leave it out; `messageId` takes its place then.
   */
  readonly messageUuid: string;
  /**
   * What happened. The known names stand in `x-payload-schema` at `payload`. **An unknown name is never refused**: it is delivered as an event
   * with an open payload, and the operator hears of it. Not signed.
   */
  readonly eventName: string;
  /** Unique UUID of the message (version 5 has been seen). Not signed. */
  readonly messageId: string;
  /**
   * A string that holds JSON. OpenAPI 3.0 cannot describe what is inside a string, so `x-payload-schema` maps each event name to the schema
   * of the JSON inside, to the OAuth scope that a subscription to it needs (`any`: whatever scope the token has), to whether Zettle has since
   * taken it off its list (`retired`), and to example envelopes. Types, judging, mocks and tests all read that list.
   *
   * The signature covers this text exactly as it is decoded from the envelope. Only in the unsigned `TestMessage` may it be an object.
   */
  readonly payload: string;
  /** When the event happened, ISO 8601 in UTC with `Z`; three or six fraction digits have been seen. Part of what is signed, so its text is kept as sent. */
  readonly timestamp: string;
};

/** What was added to the purchase, such as delivery. From the Purchase API, not seen in a push so far. */
export type ServiceCharge = {
  /** What it is called on the receipt. */
  readonly title?: string | null;
  /** The charge in minor units of the purchase's `currency`. */
  readonly amount?: number | null;
  readonly vatPercentage?: Decimal;
  readonly quantity?: Decimal;
};

/** One tax rate. */
export type TaxRate = {
  readonly percentage?: Decimal;
};

/**
 * The message that Zettle posts to a new destination while the subscription is being created. It is not signed with a key that anybody knows yet.
 * Answer 200, record it, do nothing else. Older samples have neither `messageUuid` nor `timestamp`.
 */
export type TestMessageEnvelope = {
  /** The organization for which the subscription is being created. */
  readonly organizationUuid?: string;
  /** May be missing. */
  readonly messageUuid?: string;
  /** Always `TestMessage`. */
  readonly eventName: 'TestMessage';
  /** UUID of the message. */
  readonly messageId?: string;
  /** An object in the published sample (`{"data":"payload"}`), a string that holds JSON elsewhere. It has no meaning. */
  readonly payload: unknown;
  /** May be missing. */
  readonly timestamp?: string;
};

/** One property of a variant, such as Size = Large. */
export type VariantOption = {
  /** Name of the property. */
  readonly name?: string | null;
  /** Its value. */
  readonly value?: string | null;
};
