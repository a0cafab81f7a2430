/*
 * Generated from spec/providers/oneshoppingcart/api.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

/** Schema `LineItemInfo` of the contract. */
export type LineItemInfo = {
  readonly Id?: string | null;
  readonly OrderId?: string | null;
  readonly ProductId?: string | null;
  /** A decimal number as text, never a float. Money has no currency of its own: the answer names none. */
  readonly Quantity?: string | null;
  /** Text, although it may look like a number; leading zeros count. */
  readonly Sku?: string | null;
  readonly ProductName?: string | null;
  /** A decimal number as text, never a float. Money has no currency of its own: the answer names none. */
  readonly UnitPrice?: string | null;
  readonly IsRecurring?: string | null;
  readonly IsTaxable?: string | null;
  /** A date, with a time whose zone is not named and whose seconds may have any number of digits after the point. */
  readonly CreatedAt?: string | null;
  /** The kind of product. No list is published. */
  readonly ProductType?: string | null;
  /** What the buyer chose, such as a size or a colour. How its elements are built is documented nowhere. */
  readonly SelectedOptions?: { readonly [name: string]: unknown } | null;
  /** What the buyer entered for the line. How its elements are built is documented nowhere. */
  readonly LineItemAttributeValues?: { readonly [name: string]: unknown } | null;
  /** The taxes on the line. How its elements are built is documented nowhere. */
  readonly ProductTaxes?: { readonly [name: string]: unknown } | null;
  /** The discounts on the line. How its elements are built is documented nowhere. */
  readonly Discounts?: { readonly [name: string]: unknown } | null;
  readonly IsCommissionable?: string | null;
  /** A date, with a time whose zone is not named and whose seconds may have any number of digits after the point. */
  readonly ModifiedAt?: string | null;
};

/** The lines of the order. */
export type LineItems = {
  readonly LineItemInfo?: ReadonlyArray<LineItemInfo | null>;
};

/** The order. Only with `success="true"`. */
export type OrderInfo = {
  /** The order's number. */
  readonly Id: string | null;
  readonly Token?: string | null;
  /** The customer's number at the merchant's account. */
  readonly ClientId?: string | null;
  /** The order that this one repeats; null for a first order. */
  readonly RecurringOrderId?: string | null;
  /** A decimal number as text, never a float. Money has no currency of its own: the answer names none. */
  readonly GrandTotal?: string | null;
  /** How it is paid. No list is published. */
  readonly OrderPaymentType?: string | null;
  /** Whether it is paid. No list is published. */
  readonly OrderChargeStatusType?: string | null;
  /** Accepted, Declined and Pending have been seen; no list is published. An order that was declined is announced like any other. */
  readonly OrderStatusType?: string | null;
  readonly IsArchived?: string | null;
  /** A date, with a time whose zone is not named and whose seconds may have any number of digits after the point. */
  readonly OrderDate?: string | null;
  /** What the customer wrote. */
  readonly Comments?: string | null;
  readonly LineItems?: LineItems | null;
  readonly ShippingInfo?: ShippingInfo | null;
  /** The discounts. Their structure is documented nowhere. */
  readonly Discounts?: { readonly [name: string]: unknown } | null;
  /** The merchant's own fields. Their structure is documented nowhere. */
  readonly CustomFields?: { readonly [name: string]: unknown } | null;
  /** The affiliate who brought the customer. */
  readonly AffiliateId?: string | null;
  /** Why the order is pending. No list is published. */
  readonly PendingReasonType?: string | null;
  /** A date, with a time whose zone is not named and whose seconds may have any number of digits after the point. */
  readonly OrderedAt?: string | null;
  /** A date, with a time whose zone is not named and whose seconds may have any number of digits after the point. */
  readonly ModifiedAt?: string | null;
  /** How many times a recurring order was charged. */
  readonly BillingCyclesCharged?: string | null;
  /** The bundles that were bought. How its elements are built is documented nowhere. */
  readonly OrderBundles?: { readonly [name: string]: unknown } | null;
  /** The taxes on shipping. How its elements are built is documented nowhere. */
  readonly ShippingTaxes?: { readonly [name: string]: unknown } | null;
  /** How the parcel is tracked. How its elements are built is documented nowhere. */
  readonly ShippingTrackingMethods?: { readonly [name: string]: unknown } | null;
};

/** Schema `OrderRequest` of the contract. */
export type OrderRequest = {
  /** The merchant's API key. A secret. */
  readonly Key: string;
};

/** The parsed `Response`. Names are the elements'; `@success` is the attribute. Every value is text or null. */
export type OrderResponse = {
  /** `true`, or `false` with an `Error`. */
  readonly '@success': 'true' | 'false';
  /** Why there is no order. Only with `success="false"`. */
  readonly Error?: string | null;
  readonly OrderInfo?: OrderInfo | null;
  readonly OrderShippingProfileInfo?: OrderShippingProfileInfo | null;
};

/** The address to which the order is shipped. It stands beside OrderInfo, not in it. */
export type OrderShippingProfileInfo = {
  readonly Id?: string | null;
  readonly Name?: string | null;
  readonly Address1?: string | null;
  readonly Address2?: string | null;
  readonly City?: string | null;
  readonly Zip?: string | null;
  readonly StateName?: string | null;
  readonly CountryName?: string | null;
  readonly IsResidential?: string | null;
};

/**
 * How it is shipped and what that costs. The notification page sends readers here for shipping labels; the address stands in
 * OrderShippingProfileInfo.
 */
export type ShippingInfo = {
  /** A decimal number as text, never a float. Money has no currency of its own: the answer names none. */
  readonly ShippingAmount?: string | null;
  readonly ShippingMethodName?: string | null;
};
