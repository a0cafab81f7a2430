/*
 * Generated from spec/events by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

/** The customer's account with the vendor. */
export type AppDirectAccount = {
  /** The name that the vendor gave in the answer to the order. Absent until then. */
  readonly accountIdentifier?: string;
  /** Such as ACTIVE, FREE_TRIAL, SUSPENDED or CANCELLED; an open list. */
  readonly status?: string;
  /** For an add-on, the account of the product that it belongs to. */
  readonly parentAccountIdentifier?: string;
};

/** An add-on was bound (type of older marketplaces). Fields that the provider left out, sent as null or sent empty are absent. `returnUrl`, `links` and fields unknown to the contract stay in the stored message. */
export type AppDirectAddonBind = {
  /** The provider's name of the type. */
  readonly type: 'ADDON_BIND';
  /** Identifies the event at the marketplace: the last path segment of its URL. A resend has the same. */
  readonly eventToken: string;
  /** The provider's flag. DEVELOPMENT marks test data; an event flagged STATELESS (a ping) is answered and never becomes one of ours. */
  readonly flag?: string;
  /** True for test data (flag DEVELOPMENT): act on it, and keep it apart from business. */
  readonly development: boolean;
  readonly marketplace?: AppDirectMarketplace;
  /** The product at the marketplace. */
  readonly applicationUuid?: string;
  readonly creator?: AppDirectPerson;
  readonly payload: AppDirectAddonBindPayload;
  readonly result?: AppDirectResult;
};

/** What the event is about. */
export type AppDirectAddonBindPayload = {
  readonly user?: AppDirectPerson;
  readonly company?: AppDirectCompany;
  readonly account: AppDirectAccount;
  readonly addonInstance: AppDirectAddonInstance;
  readonly addonBinding: AppDirectAddonBinding;
  readonly order?: AppDirectOrder;
  readonly notice?: AppDirectNotice;
  /** What the customer filled in when ordering. Always there, empty where there is nothing; a value that is no text is its JSON. */
  readonly configuration: { readonly [name: string]: string };
};

/** The tie between an add-on and what it is bound to. */
export type AppDirectAddonBinding = {
  /** The vendor's name of the binding. */
  readonly id?: string;
};

/** An add-on was cancelled (type of older marketplaces). Fields that the provider left out, sent as null or sent empty are absent. `returnUrl`, `links` and fields unknown to the contract stay in the stored message. */
export type AppDirectAddonCancel = {
  /** The provider's name of the type. */
  readonly type: 'ADDON_CANCEL';
  /** Identifies the event at the marketplace: the last path segment of its URL. A resend has the same. */
  readonly eventToken: string;
  /** The provider's flag. DEVELOPMENT marks test data; an event flagged STATELESS (a ping) is answered and never becomes one of ours. */
  readonly flag?: string;
  /** True for test data (flag DEVELOPMENT): act on it, and keep it apart from business. */
  readonly development: boolean;
  readonly marketplace?: AppDirectMarketplace;
  /** The product at the marketplace. */
  readonly applicationUuid?: string;
  readonly creator?: AppDirectPerson;
  readonly payload: AppDirectAddonCancelPayload;
  readonly result?: AppDirectResult;
};

/** What the event is about. */
export type AppDirectAddonCancelPayload = {
  readonly user?: AppDirectPerson;
  readonly company?: AppDirectCompany;
  readonly account: AppDirectAccount;
  readonly addonInstance: AppDirectAddonInstance;
  readonly addonBinding?: AppDirectAddonBinding;
  readonly order?: AppDirectOrder;
  readonly notice?: AppDirectNotice;
  /** What the customer filled in when ordering. Always there, empty where there is nothing; a value that is no text is its JSON. */
  readonly configuration: { readonly [name: string]: string };
};

/** An add-on was changed (type of older marketplaces). Fields that the provider left out, sent as null or sent empty are absent. `returnUrl`, `links` and fields unknown to the contract stay in the stored message. */
export type AppDirectAddonChange = {
  /** The provider's name of the type. */
  readonly type: 'ADDON_CHANGE';
  /** Identifies the event at the marketplace: the last path segment of its URL. A resend has the same. */
  readonly eventToken: string;
  /** The provider's flag. DEVELOPMENT marks test data; an event flagged STATELESS (a ping) is answered and never becomes one of ours. */
  readonly flag?: string;
  /** True for test data (flag DEVELOPMENT): act on it, and keep it apart from business. */
  readonly development: boolean;
  readonly marketplace?: AppDirectMarketplace;
  /** The product at the marketplace. */
  readonly applicationUuid?: string;
  readonly creator?: AppDirectPerson;
  readonly payload: AppDirectAddonChangePayload;
  readonly result?: AppDirectResult;
};

/** What the event is about. */
export type AppDirectAddonChangePayload = {
  readonly user?: AppDirectPerson;
  readonly company?: AppDirectCompany;
  readonly account: AppDirectAccount;
  readonly addonInstance: AppDirectAddonInstance;
  readonly addonBinding?: AppDirectAddonBinding;
  readonly order?: AppDirectOrder;
  readonly notice?: AppDirectNotice;
  /** What the customer filled in when ordering. Always there, empty where there is nothing; a value that is no text is its JSON. */
  readonly configuration: { readonly [name: string]: string };
};

/** The add-on that was ordered earlier. */
export type AppDirectAddonInstance = {
  /** The vendor's name of the add-on. */
  readonly id?: string;
};

/** An add-on was ordered (type of older marketplaces). Fields that the provider left out, sent as null or sent empty are absent. `returnUrl`, `links` and fields unknown to the contract stay in the stored message. */
export type AppDirectAddonOrder = {
  /** The provider's name of the type. */
  readonly type: 'ADDON_ORDER';
  /** Identifies the event at the marketplace: the last path segment of its URL. A resend has the same. */
  readonly eventToken: string;
  /** The provider's flag. DEVELOPMENT marks test data; an event flagged STATELESS (a ping) is answered and never becomes one of ours. */
  readonly flag?: string;
  /** True for test data (flag DEVELOPMENT): act on it, and keep it apart from business. */
  readonly development: boolean;
  readonly marketplace?: AppDirectMarketplace;
  /** The product at the marketplace. */
  readonly applicationUuid?: string;
  readonly creator?: AppDirectPerson;
  readonly payload: AppDirectAddonOrderPayload;
  readonly result?: AppDirectResult;
};

/** What the event is about. */
export type AppDirectAddonOrderPayload = {
  readonly user?: AppDirectPerson;
  readonly company?: AppDirectCompany;
  readonly account: AppDirectAccount;
  readonly addonInstance?: AppDirectAddonInstance;
  readonly addonBinding?: AppDirectAddonBinding;
  readonly order: AppDirectOrder;
  readonly notice?: AppDirectNotice;
  /** What the customer filled in when ordering. Always there, empty where there is nothing; a value that is no text is its JSON. */
  readonly configuration: { readonly [name: string]: string };
};

/** An add-on was unbound (type of older marketplaces). Fields that the provider left out, sent as null or sent empty are absent. `returnUrl`, `links` and fields unknown to the contract stay in the stored message. */
export type AppDirectAddonUnbind = {
  /** The provider's name of the type. */
  readonly type: 'ADDON_UNBIND';
  /** Identifies the event at the marketplace: the last path segment of its URL. A resend has the same. */
  readonly eventToken: string;
  /** The provider's flag. DEVELOPMENT marks test data; an event flagged STATELESS (a ping) is answered and never becomes one of ours. */
  readonly flag?: string;
  /** True for test data (flag DEVELOPMENT): act on it, and keep it apart from business. */
  readonly development: boolean;
  readonly marketplace?: AppDirectMarketplace;
  /** The product at the marketplace. */
  readonly applicationUuid?: string;
  readonly creator?: AppDirectPerson;
  readonly payload: AppDirectAddonUnbindPayload;
  readonly result?: AppDirectResult;
};

/** What the event is about. */
export type AppDirectAddonUnbindPayload = {
  readonly user?: AppDirectPerson;
  readonly company?: AppDirectCompany;
  readonly account: AppDirectAccount;
  readonly addonInstance: AppDirectAddonInstance;
  readonly addonBinding: AppDirectAddonBinding;
  readonly order?: AppDirectOrder;
  readonly notice?: AppDirectNotice;
  /** What the customer filled in when ordering. Always there, empty where there is nothing; a value that is no text is its JSON. */
  readonly configuration: { readonly [name: string]: string };
};

/** A postal address. */
export type AppDirectAddress = {
  /** Form of address. */
  readonly salutation?: string;
  /** First name. */
  readonly firstName?: string;
  /** Last name. */
  readonly lastName?: string;
  /** Whole name. */
  readonly fullName?: string;
  /** Company. */
  readonly companyName?: string;
  /** Telephone. */
  readonly phone?: string;
  /** Telephone extension. */
  readonly phoneExtension?: string;
  /** Fax. */
  readonly fax?: string;
  /** Fax extension. */
  readonly faxExtension?: string;
  /** Street, first line. */
  readonly street1?: string;
  /** Street, second line. */
  readonly street2?: string;
  /** City. */
  readonly city?: string;
  /** State or province. */
  readonly state?: string;
  /** Postal code. */
  readonly zip?: string;
  /** ISO 3166-1, two letters. */
  readonly country?: string;
  /** Post office box. */
  readonly pobox?: string;
  /** Postal code of the box. */
  readonly pozip?: string;
};

/** The customer. */
export type AppDirectCompany = {
  /** The company at the marketplace. */
  readonly uuid?: string;
  /** The company in another system of the marketplace. */
  readonly externalId?: string;
  /** Name of the company. */
  readonly name?: string;
  /** Mail address of the company. */
  readonly email?: string;
  /** Telephone of the company. */
  readonly phoneNumber?: string;
  /** Often without a scheme. */
  readonly website?: string;
  /** ISO 3166-1, two letters. */
  readonly country?: string;
};

/** A type that the contract does not name. The event carries its own name, made the same way: SUBSCRIPTION_TRANSFER becomes com.appdirect.subscription.transfer. Fields that the provider left out, sent as null or sent empty are absent. `returnUrl`, `links` and unknown fields outside `payload` stay in the stored message. */
export type AppDirectEvent = {
  /** The provider's name of the type, such as SUBSCRIPTION_TRANSFER. */
  readonly type: string;
  /** Identifies the event at the marketplace: the last path segment of its URL. A resend has the same. */
  readonly eventToken: string;
  /** The provider's flag. DEVELOPMENT marks test data; an event flagged STATELESS (a ping) is answered and never becomes one of ours. */
  readonly flag?: string;
  /** True for test data (flag DEVELOPMENT): act on it, and keep it apart from business. */
  readonly development: boolean;
  readonly marketplace?: AppDirectMarketplace;
  /** The product at the marketplace. */
  readonly applicationUuid?: string;
  readonly creator?: AppDirectPerson;
  readonly payload: AppDirectEventPayload;
  readonly result?: AppDirectResult;
};

/** What the event is about, as far as it is known; whatever else the provider sent is carried as it came. */
export type AppDirectEventPayload = {
  readonly user?: AppDirectPerson;
  readonly company?: AppDirectCompany;
  readonly account?: AppDirectAccount;
  readonly addonInstance?: AppDirectAddonInstance;
  readonly addonBinding?: AppDirectAddonBinding;
  readonly order?: AppDirectOrder;
  readonly notice?: AppDirectNotice;
  /** What the customer filled in when ordering. Always there, empty where there is nothing; a value that is no text is its JSON. */
  readonly configuration: { readonly [name: string]: string };
  readonly [name: string]: unknown;
};

/** Where the event comes from. */
export type AppDirectMarketplace = {
  /** Name of the marketplace. */
  readonly partner?: string;
  /** Root of its API. */
  readonly baseUrl?: string;
};

/** What the marketplace wants the vendor to know about the account. */
export type AppDirectNotice = {
  /** DEACTIVATED, REACTIVATED, CLOSED or UPCOMING_INVOICE; an open list. */
  readonly type: string;
  /** A sentence. */
  readonly message?: string;
};

/** What was ordered. */
export type AppDirectOrder = {
  /** The edition, as the vendor named it at the marketplace. */
  readonly editionCode?: string;
  /** The add-on, as the vendor named it at the marketplace. */
  readonly addonOfferingCode?: string;
  /** How long a price holds, such as MONTHLY, YEARLY or ONE_TIME. */
  readonly pricingDuration?: string;
  /** The adjustable quantities. Always there, empty where there are none; XML repeats `item`, JSON has an array. */
  readonly items: ReadonlyArray<AppDirectOrderItem>;
};

/** So many of one unit. */
export type AppDirectOrderItem = {
  /** Such as USER, GIGABYTE or PROJECT. */
  readonly unit?: string;
  /** How many, as text: the provider writes a number or a string of one, and digits must not be lost. */
  readonly quantity?: string;
};

/** A person at the marketplace. */
export type AppDirectPerson = {
  /** The person at the marketplace. */
  readonly uuid?: string;
  /** OpenID of the person. */
  readonly openId?: string;
  /** Mail address. */
  readonly email?: string;
  /** First name. */
  readonly firstName?: string;
  /** Last name. */
  readonly lastName?: string;
  /** ISO 639-1, such as en. */
  readonly language?: string;
  /** Such as en-US. */
  readonly locale?: string;
  readonly address?: AppDirectAddress;
  /** What the marketplace's own user form asks for. */
  readonly attributes?: { readonly [name: string]: string };
};

/** What the marketplace was answered. Absent while the result is pending. */
export type AppDirectResult = {
  /** Whether the event was processed. */
  readonly success: boolean;
  /** The vendor's name of the account. */
  readonly accountIdentifier?: string;
  /** The vendor's name of the user. */
  readonly userIdentifier?: string;
  /** Why not; an open list. */
  readonly errorCode?: string;
  /** A sentence for the person at the marketplace. */
  readonly message?: string;
};

/** A customer cancelled. Fields that the provider left out, sent as null or sent empty are absent. `returnUrl`, `links` and fields unknown to the contract stay in the stored message. */
export type AppDirectSubscriptionCancel = {
  /** The provider's name of the type. */
  readonly type: 'SUBSCRIPTION_CANCEL';
  /** Identifies the event at the marketplace: the last path segment of its URL. A resend has the same. */
  readonly eventToken: string;
  /** The provider's flag. DEVELOPMENT marks test data; an event flagged STATELESS (a ping) is answered and never becomes one of ours. */
  readonly flag?: string;
  /** True for test data (flag DEVELOPMENT): act on it, and keep it apart from business. */
  readonly development: boolean;
  readonly marketplace?: AppDirectMarketplace;
  /** The product at the marketplace. */
  readonly applicationUuid?: string;
  readonly creator?: AppDirectPerson;
  readonly payload: AppDirectSubscriptionCancelPayload;
  readonly result?: AppDirectResult;
};

/** What the event is about. */
export type AppDirectSubscriptionCancelPayload = {
  readonly user?: AppDirectPerson;
  readonly company?: AppDirectCompany;
  readonly account: AppDirectAccount;
  readonly addonInstance?: AppDirectAddonInstance;
  readonly addonBinding?: AppDirectAddonBinding;
  readonly order?: AppDirectOrder;
  readonly notice?: AppDirectNotice;
  /** What the customer filled in when ordering. Always there, empty where there is nothing; a value that is no text is its JSON. */
  readonly configuration: { readonly [name: string]: string };
};

/** A customer changed edition or quantity. Fields that the provider left out, sent as null or sent empty are absent. `returnUrl`, `links` and fields unknown to the contract stay in the stored message. */
export type AppDirectSubscriptionChange = {
  /** The provider's name of the type. */
  readonly type: 'SUBSCRIPTION_CHANGE';
  /** Identifies the event at the marketplace: the last path segment of its URL. A resend has the same. */
  readonly eventToken: string;
  /** The provider's flag. DEVELOPMENT marks test data; an event flagged STATELESS (a ping) is answered and never becomes one of ours. */
  readonly flag?: string;
  /** True for test data (flag DEVELOPMENT): act on it, and keep it apart from business. */
  readonly development: boolean;
  readonly marketplace?: AppDirectMarketplace;
  /** The product at the marketplace. */
  readonly applicationUuid?: string;
  readonly creator?: AppDirectPerson;
  readonly payload: AppDirectSubscriptionChangePayload;
  readonly result?: AppDirectResult;
};

/** What the event is about. */
export type AppDirectSubscriptionChangePayload = {
  readonly user?: AppDirectPerson;
  readonly company?: AppDirectCompany;
  readonly account: AppDirectAccount;
  readonly addonInstance?: AppDirectAddonInstance;
  readonly addonBinding?: AppDirectAddonBinding;
  readonly order: AppDirectOrder;
  readonly notice?: AppDirectNotice;
  /** What the customer filled in when ordering. Always there, empty where there is nothing; a value that is no text is its JSON. */
  readonly configuration: { readonly [name: string]: string };
};

/** The marketplace says that an account is to be locked, opened or closed, or that an invoice is about to be made. Nobody caused it, so there is no creator. Fields that the provider left out, sent as null or sent empty are absent. `returnUrl`, `links` and fields unknown to the contract stay in the stored message. */
export type AppDirectSubscriptionNotice = {
  /** The provider's name of the type. */
  readonly type: 'SUBSCRIPTION_NOTICE';
  /** Identifies the event at the marketplace: the last path segment of its URL. A resend has the same. */
  readonly eventToken: string;
  /** The provider's flag. DEVELOPMENT marks test data; an event flagged STATELESS (a ping) is answered and never becomes one of ours. */
  readonly flag?: string;
  /** True for test data (flag DEVELOPMENT): act on it, and keep it apart from business. */
  readonly development: boolean;
  readonly marketplace?: AppDirectMarketplace;
  /** The product at the marketplace. */
  readonly applicationUuid?: string;
  readonly creator?: AppDirectPerson;
  readonly payload: AppDirectSubscriptionNoticePayload;
  readonly result?: AppDirectResult;
};

/** What the event is about. */
export type AppDirectSubscriptionNoticePayload = {
  readonly user?: AppDirectPerson;
  readonly company?: AppDirectCompany;
  readonly account: AppDirectAccount;
  readonly addonInstance?: AppDirectAddonInstance;
  readonly addonBinding?: AppDirectAddonBinding;
  readonly order?: AppDirectOrder;
  readonly notice: AppDirectNotice;
  /** What the customer filled in when ordering. Always there, empty where there is nothing; a value that is no text is its JSON. */
  readonly configuration: { readonly [name: string]: string };
};

/** A customer ordered the product. The account identifier is what the marketplace was answered, so it stands in `result`. Fields that the provider left out, sent as null or sent empty are absent. `returnUrl`, `links` and fields unknown to the contract stay in the stored message. */
export type AppDirectSubscriptionOrder = {
  /** The provider's name of the type. */
  readonly type: 'SUBSCRIPTION_ORDER';
  /** Identifies the event at the marketplace: the last path segment of its URL. A resend has the same. */
  readonly eventToken: string;
  /** The provider's flag. DEVELOPMENT marks test data; an event flagged STATELESS (a ping) is answered and never becomes one of ours. */
  readonly flag?: string;
  /** True for test data (flag DEVELOPMENT): act on it, and keep it apart from business. */
  readonly development: boolean;
  readonly marketplace?: AppDirectMarketplace;
  /** The product at the marketplace. */
  readonly applicationUuid?: string;
  readonly creator?: AppDirectPerson;
  readonly payload: AppDirectSubscriptionOrderPayload;
  readonly result?: AppDirectResult;
};

/** What the event is about. */
export type AppDirectSubscriptionOrderPayload = {
  readonly user?: AppDirectPerson;
  readonly company: AppDirectCompany;
  readonly account?: AppDirectAccount;
  readonly addonInstance?: AppDirectAddonInstance;
  readonly addonBinding?: AppDirectAddonBinding;
  readonly order: AppDirectOrder;
  readonly notice?: AppDirectNotice;
  /** What the customer filled in when ordering. Always there, empty where there is nothing; a value that is no text is its JSON. */
  readonly configuration: { readonly [name: string]: string };
};

/** A user got a seat. Fields that the provider left out, sent as null or sent empty are absent. `returnUrl`, `links` and fields unknown to the contract stay in the stored message. */
export type AppDirectUserAssignment = {
  /** The provider's name of the type. */
  readonly type: 'USER_ASSIGNMENT';
  /** Identifies the event at the marketplace: the last path segment of its URL. A resend has the same. */
  readonly eventToken: string;
  /** The provider's flag. DEVELOPMENT marks test data; an event flagged STATELESS (a ping) is answered and never becomes one of ours. */
  readonly flag?: string;
  /** True for test data (flag DEVELOPMENT): act on it, and keep it apart from business. */
  readonly development: boolean;
  readonly marketplace?: AppDirectMarketplace;
  /** The product at the marketplace. */
  readonly applicationUuid?: string;
  readonly creator?: AppDirectPerson;
  readonly payload: AppDirectUserAssignmentPayload;
  readonly result?: AppDirectResult;
};

/** What the event is about. */
export type AppDirectUserAssignmentPayload = {
  readonly user: AppDirectPerson;
  readonly company?: AppDirectCompany;
  readonly account: AppDirectAccount;
  readonly addonInstance?: AppDirectAddonInstance;
  readonly addonBinding?: AppDirectAddonBinding;
  readonly order?: AppDirectOrder;
  readonly notice?: AppDirectNotice;
  /** What the customer filled in when ordering. Always there, empty where there is nothing; a value that is no text is its JSON. */
  readonly configuration: { readonly [name: string]: string };
};

/** A user lost the seat. Fields that the provider left out, sent as null or sent empty are absent. `returnUrl`, `links` and fields unknown to the contract stay in the stored message. */
export type AppDirectUserUnassignment = {
  /** The provider's name of the type. */
  readonly type: 'USER_UNASSIGNMENT';
  /** Identifies the event at the marketplace: the last path segment of its URL. A resend has the same. */
  readonly eventToken: string;
  /** The provider's flag. DEVELOPMENT marks test data; an event flagged STATELESS (a ping) is answered and never becomes one of ours. */
  readonly flag?: string;
  /** True for test data (flag DEVELOPMENT): act on it, and keep it apart from business. */
  readonly development: boolean;
  readonly marketplace?: AppDirectMarketplace;
  /** The product at the marketplace. */
  readonly applicationUuid?: string;
  readonly creator?: AppDirectPerson;
  readonly payload: AppDirectUserUnassignmentPayload;
  readonly result?: AppDirectResult;
};

/** What the event is about. */
export type AppDirectUserUnassignmentPayload = {
  readonly user: AppDirectPerson;
  readonly company?: AppDirectCompany;
  readonly account: AppDirectAccount;
  readonly addonInstance?: AppDirectAddonInstance;
  readonly addonBinding?: AppDirectAddonBinding;
  readonly order?: AppDirectOrder;
  readonly notice?: AppDirectNotice;
  /** What the customer filled in when ordering. Always there, empty where there is nothing; a value that is no text is its JSON. */
  readonly configuration: { readonly [name: string]: string };
};

/** A user's data changed. Fields that the provider left out, sent as null or sent empty are absent. `returnUrl`, `links` and fields unknown to the contract stay in the stored message. */
export type AppDirectUserUpdated = {
  /** The provider's name of the type. */
  readonly type: 'USER_UPDATED';
  /** Identifies the event at the marketplace: the last path segment of its URL. A resend has the same. */
  readonly eventToken: string;
  /** The provider's flag. DEVELOPMENT marks test data; an event flagged STATELESS (a ping) is answered and never becomes one of ours. */
  readonly flag?: string;
  /** True for test data (flag DEVELOPMENT): act on it, and keep it apart from business. */
  readonly development: boolean;
  readonly marketplace?: AppDirectMarketplace;
  /** The product at the marketplace. */
  readonly applicationUuid?: string;
  readonly creator?: AppDirectPerson;
  readonly payload: AppDirectUserUpdatedPayload;
  readonly result?: AppDirectResult;
};

/** What the event is about. */
export type AppDirectUserUpdatedPayload = {
  readonly user: AppDirectPerson;
  readonly company?: AppDirectCompany;
  readonly account: AppDirectAccount;
  readonly addonInstance?: AppDirectAddonInstance;
  readonly addonBinding?: AppDirectAddonBinding;
  readonly order?: AppDirectOrder;
  readonly notice?: AppDirectNotice;
  /** What the customer filled in when ordering. Always there, empty where there is nothing; a value that is no text is its JSON. */
  readonly configuration: { readonly [name: string]: string };
};

/** A date of the API: no zone, seconds with a fraction of any length. */
export type OneShoppingCartDate = {
  /** As it came. */
  readonly text: string;
  /** The moment in UTC. Only where the text itself names a zone: none is assumed, because no page says which one is meant. */
  readonly instant?: string;
  /** The zone that the text names; null where it names none, as in every sample seen. */
  readonly zone: string | null;
  /** Always false: no zone is documented, so none is assumed. */
  readonly zoneAssumed: boolean;
};

/** One line of the order. */
export type OneShoppingCartLineItem = {
  readonly Id?: string | null;
  readonly OrderId?: string | null;
  readonly ProductId?: string | null;
  /** Decimal text. */
  readonly Quantity?: string | null;
  /** Text, although it may look like a number; leading zeros count. */
  readonly Sku?: string | null;
  readonly ProductName?: string | null;
  /** The price of one. Decimal text as it came, never a float; its currency is not named, see `currency`. */
  readonly UnitPrice?: string | null;
  /** Whether the line is paid again and again. */
  readonly IsRecurring?: boolean | null;
  /** Whether tax applies. */
  readonly IsTaxable?: boolean | null;
  readonly CreatedAt?: OneShoppingCartDate | null;
  /** The kind of product. An open list. */
  readonly ProductType?: string | null;
  /** What the buyer chose, such as a size or a colour. One item for each element, as parsed from the XML; how they are built is documented nowhere. */
  readonly SelectedOptions?: ReadonlyArray<unknown> | null;
  /** What the buyer entered for the line. One item for each element, as parsed from the XML; how they are built is documented nowhere. */
  readonly LineItemAttributeValues?: ReadonlyArray<unknown> | null;
  /** The taxes on the line. One item for each element, as parsed from the XML; how they are built is documented nowhere. */
  readonly ProductTaxes?: ReadonlyArray<unknown> | null;
  /** The discounts on the line. One item for each element, as parsed from the XML; how they are built is documented nowhere. */
  readonly Discounts?: ReadonlyArray<unknown> | null;
  /** Whether an affiliate gets a commission. */
  readonly IsCommissionable?: boolean | null;
  readonly ModifiedAt?: OneShoppingCartDate | null;
  /** Elements that the contract does not know, as parsed from the XML. Absent where there are none; the verdict is `drift` then. */
  readonly other?: { readonly [name: string]: unknown };
};

/** A new order was placed, says 1ShoppingCart. The notification itself is not signed and names a token only; everything here but `Token` was read from 1ShoppingCart's API with the merchant's key, after its answer said success="true". Look at OrderStatusType before acting on the order: declined and pending orders are announced too. Field names are the API's, except that LineItems is the list itself and not a wrapper of LineItemInfo. Elements that are empty or xsi:nil are null. Elements that the contract does not know are under `other`. The order's date has no zone, so the event's `time` is when the gateway received the notification. */
export type OneShoppingCartOrderPlaced = {
  /** The token of the notification, by which the order was read. */
  readonly Token: string;
  /** The order's number. */
  readonly Id: string | null;
  /** The customer's number at the merchant's account. */
  readonly ClientId?: string | null;
  /** The order that this one repeats; null for a first order. */
  readonly RecurringOrderId?: string | null;
  /** What the order costs. Decimal text as it came, never a float; its currency is not named, see `currency`. */
  readonly GrandTotal: string | null;
  /** The currency of every amount here. Null: unknown, because the API's answer names none; the merchant knows it from the account. */
  readonly currency: string | null;
  /** How it is paid. An open list. */
  readonly OrderPaymentType?: string | null;
  /** Whether it is paid. An open list. */
  readonly OrderChargeStatusType?: string | null;
  /** An open list; seen are Accepted, Declined, Pending. */
  readonly OrderStatusType: string | null;
  /** Whether the merchant has archived the order. */
  readonly IsArchived?: boolean | null;
  readonly OrderDate?: OneShoppingCartDate | null;
  /** What the customer wrote. */
  readonly Comments?: string | null;
  /** The lines, in the API's order; empty where it sent none. */
  readonly LineItems: ReadonlyArray<OneShoppingCartLineItem>;
  readonly ShippingInfo?: OneShoppingCartShippingInfo | null;
  readonly OrderShippingProfileInfo?: OneShoppingCartShippingProfile | null;
  /** As parsed from the XML; its structure is documented nowhere. Each of its members is a list. */
  readonly Discounts?: { readonly [name: string]: unknown } | null;
  /** The merchant's own fields, as parsed from the XML; their structure is documented nowhere. Each of its members is a list. */
  readonly CustomFields?: { readonly [name: string]: unknown } | null;
  /** Why the order is pending. An open list. */
  readonly PendingReasonType?: string | null;
  readonly OrderedAt?: OneShoppingCartDate | null;
  readonly ModifiedAt?: OneShoppingCartDate | null;
  /** How many times a recurring order was charged. */
  readonly BillingCyclesCharged?: string | null;
  /** The bundles that were bought. One item for each element, as parsed from the XML; how they are built is documented nowhere. */
  readonly OrderBundles?: ReadonlyArray<unknown> | null;
  /** The taxes on shipping. One item for each element, as parsed from the XML; how they are built is documented nowhere. */
  readonly ShippingTaxes?: ReadonlyArray<unknown> | null;
  /** How the parcel is tracked. One item for each element, as parsed from the XML; how they are built is documented nowhere. */
  readonly ShippingTrackingMethods?: ReadonlyArray<unknown> | null;
  /** Elements that the contract does not know, as parsed from the XML. Absent where there are none; the verdict is `drift` then. */
  readonly other?: { readonly [name: string]: unknown };
  /** The affiliate who brought the customer. */
  readonly AffiliateId?: string | null;
};

/** When the test was queued, as far as the text says so. */
export type OneShoppingCartQueuedAt = {
  /** As it came. */
  readonly text: string;
  /** The moment in UTC. Only where the text itself names a zone: none is assumed, because no page says which one is meant. */
  readonly instant?: string;
  /** The zone that the text names; null where it names none, as in every sample seen. */
  readonly zone: string | null;
  /** Always false: no zone is documented, so none is assumed. */
  readonly zoneAssumed: boolean;
};

/** How it is shipped and what that costs. The address is in OrderShippingProfileInfo. */
export type OneShoppingCartShippingInfo = {
  /** What shipping costs. Decimal text as it came, never a float; its currency is not named, see `currency`. */
  readonly ShippingAmount?: string | null;
  readonly ShippingMethodName?: string | null;
  /** Elements that the contract does not know, as parsed from the XML. Absent where there are none; the verdict is `drift` then. */
  readonly other?: { readonly [name: string]: unknown };
};

/** The address to which the order is shipped; null or absent where the order has none (downloads, for example). */
export type OneShoppingCartShippingProfile = {
  readonly Id?: string | null;
  readonly Name?: string | null;
  readonly Address1?: string | null;
  readonly Address2?: string | null;
  readonly City?: string | null;
  readonly Zip?: string | null;
  readonly StateName?: string | null;
  readonly CountryName?: string | null;
  /** Whether the address is somebody's home. */
  readonly IsResidential?: boolean | null;
  /** Elements that the contract does not know, as parsed from the XML. Absent where there are none; the verdict is `drift` then. */
  readonly other?: { readonly [name: string]: unknown };
};

/** A test notification of 1ShoppingCart arrived: the notification URL works. It says nothing about any order, and since nothing is signed it proves only that somebody knew the URL. */
export type OneShoppingCartTest = {
  /** The text of the notification, as it came. */
  readonly Test: string;
  readonly queuedAt?: OneShoppingCartQueuedAt;
};

/** The status in the carrier's own words. Not in use yet by Paazl. */
export type PaazlCarrierStatus = {
  /** The carrier's status code. */
  readonly name?: string;
  /** What the code means. */
  readonly description?: string;
};

/** The day on which the shipment will be delivered. In development at Paazl. */
export type PaazlDeliveryDate = {
  /** As it came. */
  readonly text: string;
  /** The moment in UTC. Absent where the text names a day without a time of day, or cannot be read. */
  readonly instant?: string;
  /** The zone in which the text was read: an offset such as +02:00, Z, or Europe/Amsterdam. CET and CEST are read as the clock of Europe/Amsterdam, which keeps summer time. */
  readonly zone: string;
  /** True if the text names no zone, so that CET, Paazl's default, was assumed. */
  readonly zoneAssumed: boolean;
};

/** One end of the time range of delivery: the account's fall-back that Paazl's customer support configured, for shipping options that have none of their own. In development at Paazl. */
export type PaazlDeliveryTime = {
  /** As it came. */
  readonly text: string;
  /** The moment in UTC on the day of deliveryDate. Absent where no such day came or one of the two texts cannot be read. */
  readonly instant?: string;
  /** The zone in which the text was read: an offset such as +02:00, Z, or Europe/Amsterdam. CET and CEST are read as the clock of Europe/Amsterdam, which keeps summer time. */
  readonly zone: string;
  /** True if the text names no zone, so that CET, Paazl's default, was assumed. */
  readonly zoneAssumed: boolean;
};

/** The delivery status of a shipment changed, says Paazl. Do not create or confirm orders from the status CREATED: Paazl's Push API was not made for that and is not promised to be up all the time. There is no status history: only what happens is sent, once, and what changes while the push is disabled is lost for good. No order of arrival is promised, and the message holds no time of the change, so the event's `time` is when the gateway received it. The field names are Paazl's, with one spelling of the link and `possibleRepeat` added. Fields that Paazl's contract does not know stay in the stored message and are not repeated here. orderReference, webshop, barcode and status are always there; one of them is null only where the push broke its contract (verdict `drift` or `violation`). */
export type PaazlShipmentStatus = {
  /** The merchant's reference of the order. */
  readonly orderReference: string | null;
  /** Paazl's number for the webshop, a string of digits: it may have 64 bits, more than a JSON number carries safely. Null where what came was not a number. */
  readonly webshop: string | null;
  /** The barcode of the shipping label. Null in pushes that leave it out, which have been seen although Paazl calls it required. */
  readonly barcode: string | null;
  /** Paazl's status as it came. `x-extensible-enum` lists those that Paazl has published; be ready for another. CREATED must not be used to create or confirm orders. */
  readonly status: string | null;
  /** True if the very same push came before and another status of the barcode in between. Paazl may send some statuses twice for a returned shipment, so it can be news; it can also be a late retry of an old push. */
  readonly possibleRepeat: boolean;
  readonly carrierStatus?: PaazlCarrierStatus;
  readonly deliveryDate?: PaazlDeliveryDate;
  /** The carrier's web page that tracks the shipment. Paazl spells the field trackTraceURL or trackTraceUrl; here it has one name. */
  readonly trackTraceUrl?: string;
  readonly deliveryWindowStart?: PaazlDeliveryTime;
  readonly deliveryWindowEnd?: PaazlDeliveryTime;
  /** More about the delivery. In development and currently not in use by Paazl. */
  readonly deliveryInformation?: string;
};

/** A message departed from its contract in a place and by a rule that were not known before, or were settled. Once for each entry of the ledger that becomes new; a sink gets it only where its `events` name it. */
export type PushdockContractFinding = {
  /** Whose message it is. */
  readonly provider: string;
  /** Name of the source that it came by. */
  readonly source: string;
  /** Type of the event that was made of the message; the operation that received it where none was made. */
  readonly event: string;
  /** Stable name of the rule, such as `unknown_field`. */
  readonly rule: string;
  /** `drift`: still understood. `violation`: a promise of the contract is broken. */
  readonly severity: 'drift' | 'violation';
  /** JSON Pointer or XPath into the message. */
  readonly path: string;
  /** Line in the message, counted from 1, where it is known. */
  readonly line?: number;
  /** What the contract says. */
  readonly expected: string;
  /** What was there instead. Of personal data, and of what nobody described, only kind and size. */
  readonly seen: string;
  /** The policy of the source says `alert` for it. */
  readonly alert: boolean;
  readonly contract?: PushdockContractPlace;
};

/** By which contract the finding was made. */
export type PushdockContractPlace = {
  /** Name of the contract, such as `paazl-push`. */
  readonly name: string;
  /** Its version. */
  readonly version: string;
  /** The schema that the message, or a part of it, was held against. */
  readonly schema?: string;
  /** JSON Pointer to the place within what that schema describes. */
  readonly path?: string;
};

/** An event as every sink gets it: a CloudEvent 1.0 in JSON. Attributes that are not named here may be added later. */
export type PushdockEvent = {
  /** The version of CloudEvents. */
  readonly specversion: '1.0';
  /** Identifies the event. The same for every attempt, for a repeat after a crash and for a replay: a receiver that has handled this id does nothing more. It is the message's id and the place of the event in it. */
  readonly id: string;
  /** What happened. It decides what `data` holds. */
  readonly type: string;
  /** The provider, and the name of the source in the configuration of the gateway. */
  readonly source: string;
  /** The business object, such as an order's reference. Left out where the message names none. Events of one subject may be delivered in order; those of different subjects never are. */
  readonly subject?: string;
  /** The provider's own time where it has a zone, otherwise when the gateway received the message. In UTC, with milliseconds. */
  readonly time: string;
  /** `data` is always JSON. */
  readonly datacontenttype: 'application/json';
  /** The facts, in the provider's words. Its schema is that of `type`. */
  readonly data: unknown;
  /** The id of the stored message that the event was made of. Several events may come from one message. Name it when you ask the people who run the gateway. */
  readonly pushdockmessage: string;
  /** What the provider's contract says of the message. `match`: it fits. `drift`: it has something that the contract does not know. `violation`: it breaks the contract, and a field of `data` may be null for it. `unknown`: no contract describes such a message. */
  readonly pushdockverdict: 'match' | 'drift' | 'violation' | 'unknown';
  /** Only on an event that somebody sent again on purpose: the id of that replay. `id` is the same as the first time. */
  readonly pushdockreplay?: string;
  /** Only on an event of a copy that an operator edited and sent to this sink alone: the id of that copy. The provider sent no such message, and `id` is one of the copy's own. */
  readonly pushdockedited?: string;
  /** Only where the gateway traces: the span in which the event was made, as CloudEvents' Distributed Tracing extension has it. It stays the same for every attempt; the `traceparent` header of a request names that attempt. */
  readonly traceparent?: string;
  /** Only beside `traceparent`, and only where the sender's trace is continued and has one. */
  readonly tracestate?: string;
};

/** An operator tries a sink. The event is not stored and not repeated; `pushdockmessage` names no stored message. */
export type PushdockSinkTest = {
  /** Name of the sink in the configuration. */
  readonly sink: string;
  /** Always true. */
  readonly test: boolean;
};

/** A source came into another state with its provider. Once for each change; a sink gets it only where its `events` name it. */
export type PushdockSourceHealth = {
  /** Name of the source. */
  readonly source: string;
  /** Its provider. */
  readonly provider: string;
  /** The new state. */
  readonly state: 'healthy' | 'quiet' | 'refusing' | 'failing' | 'at risk' | 'probably switched off';
  /** The state before it. */
  readonly before: 'healthy' | 'quiet' | 'refusing' | 'failing' | 'at risk' | 'probably switched off';
  /** When it came into the state, as RFC 3339. */
  readonly since: string;
  /** One line for a person. */
  readonly summary: string;
  /** Stable name of why, as in `GET /api/health`; absent while healthy. */
  readonly reason?: string;
  /** What the provider does in the end, as in its contract. */
  readonly action: 'disables-push' | 'deletes-subscription' | 'mails-vendor' | 'never' | 'unknown';
  /** When, if nothing is accepted before; absent where nothing fails, and where it cannot be known. */
  readonly givesUpAt?: string;
  /** Retries used for the oldest failing push. */
  readonly retriesUsed?: number;
  /** Retries of the contract's schedule; absent where no end is documented. */
  readonly retriesMax?: number;
  /** What is lost when the provider gives up. */
  readonly lost: string;
  /** What to do, in sentences. */
  readonly todo: ReadonlyArray<string>;
};

/** The merchant disconnected the application. Its OAuth refresh token is void from now on. The payload names nothing but its own type, so `organizationUuid` comes from the envelope and is not signed: confirm with a call before you delete data. Unknown fields of the payload are carried over as they came; integers beyond ±(2^53−1) in them become strings of digits. What departed from Zettle's contract keeps its text where this schema takes a text and is left out elsewhere; without what the event is about the push becomes `com.zettle.event`. */
export type ZettleApplicationConnectionRemoved = {
  /** The organization in which it happened; always present. From the envelope, where it is not signed. */
  readonly organizationUuid: string;
  /** `ApplicationConnectionRemoved` or `PersonalAssertionDeleted`. */
  readonly type: string;
};

/** How much of a variant there is at a location. */
export type ZettleBalance = {
  /** The organization. */
  readonly organizationUuid?: string | null;
  /** The inventory location. */
  readonly locationUuid?: string | null;
  /** The product. */
  readonly productUuid?: string | null;
  /** The variant. */
  readonly variantUuid?: string | null;
  /** How many, as decimal text; may be negative. */
  readonly balance?: string | null;
  /** When the balance was written, such as `2021-04-19T13:18:11.992+0000`; not RFC 3339. */
  readonly created?: string | null;
};

/** Who changed it, and when. */
export type ZettleChange = {
  /** The user or the integration. */
  readonly uuid?: string | null;
  /** Such as `2021-04-19T13:09:40.798+0000`; not RFC 3339. */
  readonly timestamp?: string | null;
  /** The kind of actor; `USER` has been seen. */
  readonly userType?: string | null;
  /** The application by which it was done. */
  readonly clientUuid?: string | null;
};

/** An event whose payload Zettle does not document: the seven names that it has taken off its list, and every name that is newer than our contract. The type is `com.zettle.` and the event name cut at its capitals (`InvoiceCreated` → `com.zettle.invoice.created`). The payload is nested under `payload` instead of standing at the top, because nothing is known of its names, nor even that it is an object. Numbers stay numbers, except that integers beyond ±(2^53−1) become strings of digits. */
export type ZettleEvent = {
  /** The organization in which it happened; always present. Taken from the payload, which is signed; where the payload has none, from the envelope, whose `organizationUuid` is not signed. */
  readonly organizationUuid: string;
  /** The name as Zettle sent it. Not signed. */
  readonly eventName: string;
  /** The JSON inside the payload string, as it came: any JSON value. */
  readonly payload: unknown;
};

/** Where the sale was made. */
export type ZettleGpsCoordinates = {
  /** Degrees east. */
  readonly longitude?: number;
  /** Degrees north. */
  readonly latitude?: number;
  /** Radius of uncertainty in metres. */
  readonly accuracyMeters?: number;
};

/** Goods moved between inventory locations. Through a sale or by hand; quantities are decimal text. Unknown fields of the payload are carried over as they came; integers beyond ±(2^53−1) in them become strings of digits. What departed from Zettle's contract keeps its text where this schema takes a text and is left out elsewhere; without what the event is about the push becomes `com.zettle.event`. */
export type ZettleInventoryBalanceChanged = {
  /** The organization in which it happened; always present. Taken from the payload, which is signed; where the payload has none, from the envelope, whose `organizationUuid` is not signed. */
  readonly organizationUuid: string;
  readonly updated?: ZettleChange | null;
  /** The balances before. */
  readonly balanceBefore?: ReadonlyArray<ZettleBalance>;
  /** The balances after. */
  readonly balanceAfter: ReadonlyArray<ZettleBalance>;
  /** Given by the integrator who made the change, so that it can recognise its own; null otherwise. */
  readonly externalUuid?: string | null;
};

/** The inventory of a product is counted from now on. Unknown fields of the payload are carried over as they came; integers beyond ±(2^53−1) in them become strings of digits. What departed from Zettle's contract keeps its text where this schema takes a text and is left out elsewhere; without what the event is about the push becomes `com.zettle.event`. */
export type ZettleInventoryTrackingStarted = {
  /** The organization in which it happened; always present. Taken from the payload, which is signed; where the payload has none, from the envelope, whose `organizationUuid` is not signed. */
  readonly organizationUuid: string;
  /** The product. */
  readonly productUuid: string;
  readonly created?: ZettleChange | null;
};

/** The inventory of a product is no longer counted. Unknown fields of the payload are carried over as they came; integers beyond ±(2^53−1) in them become strings of digits. What departed from Zettle's contract keeps its text where this schema takes a text and is left out elsewhere; without what the event is about the push becomes `com.zettle.event`. */
export type ZettleInventoryTrackingStopped = {
  /** The organization in which it happened; always present. Taken from the payload, which is signed; where the payload has none, from the envelope, whose `organizationUuid` is not signed. */
  readonly organizationUuid: string;
  /** The product. */
  readonly productUuid: string;
  readonly changeInformation?: ZettleChange | null;
};

/** The data of the organization were changed. `data` holds all of them as they are now. Zettle publishes no complete list of the fields. Unknown fields of the payload are carried over as they came; integers beyond ±(2^53−1) in them become strings of digits. What departed from Zettle's contract keeps its text where this schema takes a text and is left out elsewhere; without what the event is about the push becomes `com.zettle.event`. */
export type ZettleOrganizationUpdated = {
  /** The organization, the same as `uuid`; always present, and signed with the payload. */
  readonly organizationUuid: string;
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
  /** Tax rate in per cent, as decimal text: `12.5` and `"12.5"` both become `12.5`. */
  readonly vatPercentage?: string | null;
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
  /** An older, numeric identity of the organization. A string of digits. */
  readonly organizationId?: string | null;
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

/** The merchant deleted an API key. Tokens made with it are void from now on. Zettle may send it under the event name `ApplicationConnectionRemoved`; the gateway goes by `payload.type`. `organizationUuid` comes from the envelope and is not signed: confirm with a call before you delete data. Unknown fields of the payload are carried over as they came; integers beyond ±(2^53−1) in them become strings of digits. What departed from Zettle's contract keeps its text where this schema takes a text and is left out elsewhere; without what the event is about the push becomes `com.zettle.event`. */
export type ZettlePersonalAssertionDeleted = {
  /** The organization in which it happened; always present. From the envelope, where it is not signed. */
  readonly organizationUuid: string;
  /** `PersonalAssertionDeleted`. */
  readonly type: string;
};

/** A price; null or absent where the cashier enters it. */
export type ZettlePrice = {
  /** In minor units of `currencyId`. A string of digits. */
  readonly amount?: string;
  /** ISO 4217 code. */
  readonly currencyId?: string;
};

/** A product of the library, as it is after it was created or as it was before it was deleted. The payload of `ProductCreated` and `ProductDeleted`. */
export type ZettleProduct = {
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
  readonly category?: ZettleProductCategory | null;
  /** Image URL and colours in the app. */
  readonly presentation?: { readonly [name: string]: unknown } | null;
  /** What can be bought; at least one in practice. */
  readonly variants?: ReadonlyArray<ZettleProductVariant>;
  /** The properties in which the variants may differ. */
  readonly variantOptionDefinitions?: { readonly [name: string]: unknown } | null;
  /** The merchant's or integrator's own reference. */
  readonly externalReference?: string | null;
  /** Tax rate in per cent, as decimal text: `12.5` and `"12.5"` both become `12.5`. */
  readonly vatPercentage?: string | null;
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
  readonly online?: ZettleProductOnline | null;
  /** Is the product free of tax? */
  readonly taxExempt?: boolean | null;
};

/** The category of the product. */
export type ZettleProductCategory = {
  /** Identifies the category. */
  readonly uuid?: string | null;
  /** Name of the category. */
  readonly name?: string | null;
};

/** A product was created in the product library. Amounts are integers in minor units, written as strings of digits; the currency stands beside them. Unknown fields of the payload are carried over as they came; integers beyond ±(2^53−1) in them become strings of digits. What departed from Zettle's contract keeps its text where this schema takes a text and is left out elsewhere; without what the event is about the push becomes `com.zettle.event`. */
export type ZettleProductCreated = {
  /** The organization in which it happened; always present. Taken from the payload, which is signed; where the payload has none, from the envelope, whose `organizationUuid` is not signed. */
  readonly organizationUuid: string;
  /** Identifies the product. */
  readonly uuid: string;
  /** Name of the product. */
  readonly name?: string | null;
  /** Longer text. */
  readonly description?: string | null;
  /** Names of categories. Older messages have it, newer ones have `category`. */
  readonly categories?: ReadonlyArray<string> | null;
  readonly category?: ZettleProductCategory | null;
  /** Image URL and colours in the app. */
  readonly presentation?: { readonly [name: string]: unknown } | null;
  /** What can be bought; at least one in practice. */
  readonly variants?: ReadonlyArray<ZettleProductVariant>;
  /** The properties in which the variants may differ. */
  readonly variantOptionDefinitions?: { readonly [name: string]: unknown } | null;
  /** The merchant's or integrator's own reference. */
  readonly externalReference?: string | null;
  /** Tax rate in per cent, as decimal text: `12.5` and `"12.5"` both become `12.5`. */
  readonly vatPercentage?: string | null;
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
  readonly online?: ZettleProductCreatedOnline | null;
  /** Is the product free of tax? */
  readonly taxExempt?: boolean | null;
};

/** How the product is offered in an online shop. */
export type ZettleProductCreatedOnline = {
  /** Whether it is shown there; `HIDDEN` has been seen. */
  readonly status?: string | null;
  /** What search engines are told; `slug` has been seen. */
  readonly seo?: { readonly [name: string]: unknown } | null;
  readonly [name: string]: unknown;
};

/** A product was deleted from the product library. `data` holds it as it was. Amounts are integers in minor units, written as strings of digits; the currency stands beside them. Unknown fields of the payload are carried over as they came; integers beyond ±(2^53−1) in them become strings of digits. What departed from Zettle's contract keeps its text where this schema takes a text and is left out elsewhere; without what the event is about the push becomes `com.zettle.event`. */
export type ZettleProductDeleted = {
  /** The organization in which it happened; always present. Taken from the payload, which is signed; where the payload has none, from the envelope, whose `organizationUuid` is not signed. */
  readonly organizationUuid: string;
  /** Identifies the product. */
  readonly uuid: string;
  /** Name of the product. */
  readonly name?: string | null;
  /** Longer text. */
  readonly description?: string | null;
  /** Names of categories. Older messages have it, newer ones have `category`. */
  readonly categories?: ReadonlyArray<string> | null;
  readonly category?: ZettleProductCategory | null;
  /** Image URL and colours in the app. */
  readonly presentation?: { readonly [name: string]: unknown } | null;
  /** What can be bought; at least one in practice. */
  readonly variants?: ReadonlyArray<ZettleProductVariant>;
  /** The properties in which the variants may differ. */
  readonly variantOptionDefinitions?: { readonly [name: string]: unknown } | null;
  /** The merchant's or integrator's own reference. */
  readonly externalReference?: string | null;
  /** Tax rate in per cent, as decimal text: `12.5` and `"12.5"` both become `12.5`. */
  readonly vatPercentage?: string | null;
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
  readonly online?: ZettleProductDeletedOnline | null;
  /** Is the product free of tax? */
  readonly taxExempt?: boolean | null;
};

/** How the product is offered in an online shop. */
export type ZettleProductDeletedOnline = {
  /** Whether it is shown there; `HIDDEN` has been seen. */
  readonly status?: string | null;
  /** What search engines are told; `slug` has been seen. */
  readonly seo?: { readonly [name: string]: unknown } | null;
  readonly [name: string]: unknown;
};

/** The discount of one line, either an amount or a percentage. */
export type ZettleProductDiscount = {
  /** What it is called on the receipt. */
  readonly name?: string | null;
  /** The discount in minor units of the purchase's `currency`. A string of digits. */
  readonly amount?: string | null;
  /** Decimal text, the digits as sent: `12.5` and `"12.5"` both become `12.5`. */
  readonly percentage?: string | null;
  /** Decimal text, the digits as sent: `12.5` and `"12.5"` both become `12.5`. */
  readonly quantity?: string | null;
  /** What it came to, in minor units of the purchase's `currency`. A string of digits. */
  readonly value?: string | null;
};

/** How the product is offered in an online shop. */
export type ZettleProductOnline = {
  /** Whether it is shown there; `HIDDEN` has been seen. */
  readonly status?: string | null;
  /** What search engines are told; `slug` has been seen. */
  readonly seo?: { readonly [name: string]: unknown } | null;
  readonly [name: string]: unknown;
};

/** A product of the library was changed. `newEntity` is the product now, `oldEntity` the product before. Amounts are integers in minor units, written as strings of digits; the currency stands beside them. Unknown fields of the payload are carried over as they came; integers beyond ±(2^53−1) in them become strings of digits. What departed from Zettle's contract keeps its text where this schema takes a text and is left out elsewhere; without what the event is about the push becomes `com.zettle.event`. */
export type ZettleProductUpdated = {
  /** The organization in which it happened; always present. Taken from the payload, which is signed; where the payload has none, from the envelope, whose `organizationUuid` is not signed. */
  readonly organizationUuid: string;
  readonly newEntity: ZettleProduct;
  readonly oldEntity?: ZettleProduct;
};

/** One variant of a product. */
export type ZettleProductVariant = {
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
  readonly price?: ZettlePrice | null;
  readonly costPrice?: ZettlePrice | null;
  /** Tax rate in per cent, as decimal text: `12.5` and `"12.5"` both become `12.5`. */
  readonly vatPercentage?: string | null;
  /** What sets this variant apart. */
  readonly options?: ReadonlyArray<ZettleVariantOption> | null;
  /** Image URL and colours in the app. */
  readonly presentation?: { readonly [name: string]: unknown } | null;
};

/** A purchase or a refund was made. Amounts are integers in minor units, written as strings of digits; the currency stands beside them. A refund has negative amounts. Unknown fields of the payload are carried over as they came; integers beyond ±(2^53−1) in them become strings of digits. What departed from Zettle's contract keeps its text where this schema takes a text and is left out elsewhere; without what the event is about the push becomes `com.zettle.event`. */
export type ZettlePurchaseCreated = {
  /** The organization in which it happened; always present. Taken from the payload, which is signed; where the payload has none, from the envelope, whose `organizationUuid` is not signed. */
  readonly organizationUuid: string;
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
  /** Total including tax, in minor units of `currency`. A string of digits. */
  readonly amount: string;
  /** Tax within `amount`, in minor units of `currency`. A string of digits. */
  readonly vatAmount?: string | null;
  /** When the purchase was made, milliseconds since 1970-01-01T00:00:00Z. A string of digits. */
  readonly timestamp?: string | null;
  /** The same instant as text, such as `2021-04-19T13:09:40.798+0000`. The offset has no colon, so it is not RFC 3339. */
  readonly created?: string | null;
  readonly gpsCoordinates?: ZettleGpsCoordinates | null;
  /** Consecutive number of the purchase within the organization. A string of digits. */
  readonly purchaseNumber?: string | null;
  /** Name of the user who made the sale, as printed on the receipt. */
  readonly userDisplayName?: string | null;
  /** Identifies the device. */
  readonly udid?: string | null;
  /** The lines of the receipt. */
  readonly products?: ReadonlyArray<ZettlePurchasedProduct>;
  /** Discounts on the whole purchase. */
  readonly discounts?: ReadonlyArray<ZettlePurchaseDiscount>;
  /** How it was paid; several for a split payment. */
  readonly payments?: ReadonlyArray<ZettlePurchasePayment>;
  readonly references?: ZettlePurchaseCreatedReferences | null;
  /** May a copy of the receipt be printed? */
  readonly receiptCopyAllowed?: boolean | null;
  /** Whether prices include the tax; `INCLUSIVE` has been seen. */
  readonly taxationMode?: string | null;
  /** The kind of tax; `VAT` has been seen. */
  readonly taxationType?: string | null;
  /** Consecutive receipt number over all cash registers. A string of digits. */
  readonly globalPurchaseNumber?: string | null;
  readonly serviceCharge?: ZettleServiceCharge | null;
  /** Is this a refund? */
  readonly refund?: boolean | null;
  /** Has this purchase been refunded? */
  readonly refunded?: boolean | null;
  /** The purchase that was refunded. */
  readonly refundsPurchaseUUID1?: string | null;
  /** The purchases that refunded this one. */
  readonly refundedByPurchaseUUIDs1?: ReadonlyArray<string> | null;
  /** Tax by percentage (`25.0`), in minor units of `currency`. */
  readonly groupedVatAmounts?: { readonly [name: string]: string } | null;
};

/** References to other systems. */
export type ZettlePurchaseCreatedReferences = {
  /** Identifies the checkout from which the purchase came. */
  readonly checkoutUUID?: string | null;
  readonly [name: string]: unknown;
};

/** A discount, either an amount or a percentage. */
export type ZettlePurchaseDiscount = {
  /** What it is called on the receipt. */
  readonly name?: string | null;
  /** The discount in minor units of the purchase's `currency`. A string of digits. */
  readonly amount?: string | null;
  /** Decimal text, the digits as sent: `12.5` and `"12.5"` both become `12.5`. */
  readonly percentage?: string | null;
  /** Decimal text, the digits as sent: `12.5` and `"12.5"` both become `12.5`. */
  readonly quantity?: string | null;
  /** What it came to, in minor units of the purchase's `currency`. A string of digits. */
  readonly value?: string | null;
};

/** One payment. */
export type ZettlePurchasePayment = {
  /** Identifies the payment. */
  readonly uuid?: string | null;
  /** The amount paid, in minor units of the purchase's `currency`. A string of digits. */
  readonly amount?: string | null;
  /** The means of payment; `IZETTLE_CARD` and `IZETTLE_CASH` have been seen. An open list. */
  readonly type?: string | null;
  readonly attributes?: ZettlePurchasePaymentAttributes | null;
  /** The tip within `amount`, in minor units of the purchase's `currency`. A string of digits. */
  readonly gratuityAmount?: string | null;
  readonly references?: ZettlePurchasePaymentReferences | null;
};

/** Depends on `type`. Cash has `handedAmount` and `changeAmount`; a card has names such as `cardType`, `maskedPan` and `referenceNumber`. */
export type ZettlePurchasePaymentAttributes = {
  /** Cash handed over, in minor units of the purchase's `currency`. A string of digits. */
  readonly handedAmount?: string | null;
  /** Change given back, in minor units of the purchase's `currency`. A string of digits. */
  readonly changeAmount?: string | null;
  readonly [name: string]: unknown;
};

/** References to other payments. */
export type ZettlePurchasePaymentReferences = {
  /** The payment that was refunded, wholly or in part. */
  readonly refundsPayment?: string | null;
  readonly [name: string]: unknown;
};

/** One line of the receipt. */
export type ZettlePurchasedProduct = {
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
  /** Price of one unit, in minor units of the purchase's `currency`. A string of digits. */
  readonly unitPrice?: string | null;
  /** What one unit cost the merchant, in minor units of the purchase's `currency`. A string of digits. */
  readonly costPrice?: string | null;
  /** How many, as decimal text; negative in a refund. */
  readonly quantity?: string | null;
  /** Tax rate in per cent, as decimal text: `12.5` and `"12.5"` both become `12.5`. */
  readonly vatPercentage?: string | null;
  /** The tax rates that apply. */
  readonly taxRates?: ReadonlyArray<ZettleTaxRate>;
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
  /** Longer text. */
  readonly description?: string | null;
  /** What the cashier noted on the line. */
  readonly comment?: string | null;
  /** What is counted, such as `kg`. */
  readonly unitName?: string | null;
  /** What the tax is reckoned from, in minor units of the purchase's `currency`. A string of digits. */
  readonly rowTaxableAmount?: string | null;
  /** The line's discount in minor units of the purchase's `currency`. A string of digits. */
  readonly discountValue?: string | null;
  readonly discount?: ZettleProductDiscount | null;
  /** Is it a product of the library? */
  readonly libraryProduct?: boolean | null;
};

/** What was added to the purchase, such as delivery. */
export type ZettleServiceCharge = {
  /** What it is called on the receipt. */
  readonly title?: string | null;
  /** The charge in minor units of the purchase's `currency`. A string of digits. */
  readonly amount?: string | null;
  /** Tax rate in per cent, as decimal text: `12.5` and `"12.5"` both become `12.5`. */
  readonly vatPercentage?: string | null;
  /** Decimal text, the digits as sent: `12.5` and `"12.5"` both become `12.5`. */
  readonly quantity?: string | null;
};

/** One tax rate. */
export type ZettleTaxRate = {
  /** Decimal text, the digits as sent: `12.5` and `"12.5"` both become `12.5`. */
  readonly percentage?: string | null;
};

/** One property of a variant, such as Size = Large. */
export type ZettleVariantOption = {
  /** Name of the property. */
  readonly name?: string | null;
  /** Its value. */
  readonly value?: string | null;
};
