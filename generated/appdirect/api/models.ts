/*
 * Generated from spec/providers/appdirect/api.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

/** The customer's account with the vendor. */
export type Account = {
  /** The name that the vendor gave in the answer to SUBSCRIPTION_ORDER. Null until then. */
  readonly accountIdentifier?: string | null;
  /** State of the subscription. An open list. */
  readonly status?: string | null;
  /** For an add-on, the account of the product that it belongs to. */
  readonly parentAccountIdentifier?: string | null;
};

/** The tie between an add-on and what it is bound to. */
export type AddonBinding = {
  /** The vendor's name of the binding. */
  readonly id?: string | null;
};

/** The add-on that was ordered earlier. */
export type AddonInstance = {
  /** The vendor's name of the add-on. */
  readonly id?: string | null;
};

/** A postal address. */
export type Address = {
  /** Form of address. */
  readonly salutation?: string | null;
  /** First name. */
  readonly firstName?: string | null;
  /** Last name. */
  readonly lastName?: string | null;
  /** Whole name. */
  readonly fullName?: string | null;
  /** Company. */
  readonly companyName?: string | null;
  /** Telephone. */
  readonly phone?: string | null;
  /** Telephone extension. */
  readonly phoneExtension?: string | null;
  /** Fax. */
  readonly fax?: string | null;
  /** Fax extension. */
  readonly faxExtension?: string | null;
  /** Street, first line. */
  readonly street1?: string | null;
  /** Street, second line. */
  readonly street2?: string | null;
  /** City. */
  readonly city?: string | null;
  /** State or province. */
  readonly state?: string | null;
  /** Postal code. */
  readonly zip?: string | null;
  /** ISO 3166-1, two letters. */
  readonly country?: string | null;
  /** Post office box. */
  readonly pobox?: string | null;
  /** Postal code of the box. */
  readonly pozip?: string | null;
};

/** The customer. */
export type Company = {
  /** The company at the marketplace. */
  readonly uuid?: string | null;
  /** The company in another system of the marketplace. */
  readonly externalId?: string | null;
  /** Name of the company. */
  readonly name?: string | null;
  /** Mail address of the company. */
  readonly email?: string | null;
  /** Telephone of the company. */
  readonly phoneNumber?: string | null;
  /** Often without a scheme. */
  readonly website?: string | null;
  /** ISO 3166-1, two letters. */
  readonly country?: string | null;
};

/** The person who caused the event. Absent in SUBSCRIPTION_NOTICE, which nobody causes. For SUBSCRIPTION_ORDER it is the buyer. */
export type Creator = {
  /** The person at the marketplace. */
  readonly uuid?: string | null;
  /** OpenID of the person. */
  readonly openId?: string | null;
  /** Mail address. */
  readonly email?: string | null;
  /** First name. */
  readonly firstName?: string | null;
  /** Last name. */
  readonly lastName?: string | null;
  /** ISO 639-1, such as en. */
  readonly language?: string | null;
  /** Such as en-US. */
  readonly locale?: string | null;
  readonly address?: Address | null;
  /** What the marketplace's own user form asks for: names and values, written like `payload.configuration`. */
  readonly attributes?: unknown;
};

/**
 * What happened at the marketplace. One schema for JSON and for the parsed XML: a field that does not apply is null in JSON
 * and absent in XML, values of XML are text, and where the two spell something differently both spellings stand here and
 * say so. `event.xsd` is the schema of the XML; a test holds the two together.
 */
export type Event = {
  /** What happened. An open list; the ADDON types are of older marketplaces. An unsupported type is answered CONFIGURATION_ERROR. */
  readonly type: string;
  readonly marketplace: Marketplace;
  /** The product at the marketplace. */
  readonly applicationUuid?: string | null;
  /**
   * STATELESS: a ping. It is answered with a well-formed success and has no effect; `dummyOrder` wants an `accountIdentifier` too.
   * DEVELOPMENT: test data. It is acted on, and marked.
   */
  readonly flag?: string | null;
  /** Where a person would be redirected in an interactive event. Interactive events are not supported. */
  readonly returnUrl?: string | null;
  readonly creator?: Creator | null;
  readonly payload: Payload;
  /** Navigation. Empty wherever it was seen; its inside is not documented and not read. */
  readonly links?: ReadonlyArray<unknown> | null;
};

/** Where the event comes from. */
export type Marketplace = {
  /** Name of the marketplace. */
  readonly partner: string;
  /** Root of its API. A later result is POSTed there, if the host is on the source's allow-list. */
  readonly baseUrl: string;
};

/** What the marketplace wants the vendor to know about the account. */
export type Notice = {
  /**
   * DEACTIVATED: lock the account (overdue invoice, or an expired trial). REACTIVATED: open it again. CLOSED: it is over, its data may go.
   * UPCOMING_INVOICE: an invoice is about to be made; report usage now. An open list.
   */
  readonly type: string;
  /** A sentence. */
  readonly message?: string | null;
};

/** What was ordered. */
export type Order = {
  /** The edition, as the vendor named it at the marketplace. */
  readonly editionCode?: string | null;
  /** The add-on, as the vendor named it at the marketplace. */
  readonly addonOfferingCode?: string | null;
  /** How long a price holds, such as MONTHLY, YEARLY or ONE_TIME. */
  readonly pricingDuration?: string | null;
  /** The adjustable quantities. JSON only; XML repeats `item`. */
  readonly items?: ReadonlyArray<OrderItem> | null;
  /** The adjustable quantities. XML only, repeated; JSON has `items`. */
  readonly item?: ReadonlyArray<OrderItem>;
};

/** So many of one unit. */
export type OrderItem = {
  /** Such as USER, GIGABYTE or PROJECT. */
  readonly unit: string;
  /** How many. A number or a string of one, whichever the marketplace writes, so no type is given here. Our events have a string. */
  readonly quantity: unknown;
};

/**
 * What the event is about. Which parts are there depends on the type: an order has `company` and `order`, a change `account`
 * and `order`, a cancellation `account`, a notice `account` and `notice`, USER events `account` and `user`, ADDON events
 * `account` and, except the order, `addonInstance`; binding and unbinding `addonBinding` too.
 */
export type Payload = {
  readonly user?: User | null;
  readonly company?: Company | null;
  readonly account?: Account | null;
  readonly addonInstance?: AddonInstance | null;
  readonly addonBinding?: AddonBinding | null;
  readonly order?: Order | null;
  readonly notice?: Notice | null;
  /**
   * What the customer filled in when ordering: names and values that the vendor chose, so possibly personal. In JSON a map, or `[]` where empty;
   * in XML `<entry><key/><value/></entry>`, repeated. So no type is given here. Our events always have a map of strings.
   */
  readonly configuration?: unknown;
};

/** What became of an event. One schema for JSON and for the parsed XML, which in the documented style has lower-case names. */
export type Result = {
  readonly success: ResultSuccess;
  /**
   * The vendor's name of the account, by which AppDirect calls it in later events. Required in the answer to
   * SUBSCRIPTION_ORDER, and to the ping `dummyOrder`.
   */
  readonly accountIdentifier?: string;
  /** The vendor's name of the user, in the answer to USER_ASSIGNMENT. */
  readonly userIdentifier?: string;
  /**
   * Why `success` is false. An open list. An unsupported event type or event URL is CONFIGURATION_ERROR, an unknown
   * account ACCOUNT_NOT_FOUND, our own failure UNKNOWN_ERROR.
   */
  readonly errorCode?: string;
  /** A sentence for the person at the marketplace. */
  readonly message?: string;
  /** `accountIdentifier` as the source document's XML writes it. In XML only. */
  readonly accountidentifier?: string;
  /** `userIdentifier` in the lower case of the documented XML style. In XML only. */
  readonly useridentifier?: string;
  /** `errorCode` as the source document's XML writes it. In XML only. */
  readonly errorcode?: string;
};

/**
 * Whether the event was processed. The source document shows the strings `true` and `false` in JSON (style `documented`),
 * AppDirect's SDK sends a boolean (style `sdk`); XML is always text.
 */
export type ResultSuccess = boolean | string;

/** RFC 6749, 5.1. */
export type Token = {
  /** Goes into `Authorization` as a bearer token. */
  readonly access_token: string;
  /** Bearer, in any case. */
  readonly token_type: string;
  /** Seconds for which the token is good. */
  readonly expires_in?: number;
  /** What the token is good for. */
  readonly scope?: string | null;
};

/** RFC 6749, 5.2. */
export type TokenError = {
  readonly error: string;
  readonly error_description?: string | null;
};

/** A request for a token, form encoded. */
export type TokenRequest = {
  readonly grant_type: 'client_credentials';
  /** As the marketplace names it for the client; configuration. */
  readonly scope?: string;
};

/** The person whom a USER event, or the binding of an add-on, is about. */
export type User = {
  /** The person at the marketplace. */
  readonly uuid?: string | null;
  /** OpenID of the person. */
  readonly openId?: string | null;
  /** Mail address. */
  readonly email?: string | null;
  /** First name. */
  readonly firstName?: string | null;
  /** Last name. */
  readonly lastName?: string | null;
  /** ISO 639-1, such as en. */
  readonly language?: string | null;
  /** Such as en-US. */
  readonly locale?: string | null;
  readonly address?: Address | null;
  /** What the marketplace's own user form asks for: names and values, written like `payload.configuration`. */
  readonly attributes?: unknown;
};
