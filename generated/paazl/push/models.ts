/*
 * Generated from spec/providers/paazl/push.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

/** The delivery status in the carrier's own words. Not in use yet. */
export type CarrierStatus = {
  /** The status code. Not in use yet. */
  readonly name?: string;
  /** A description of the status code. Not in use yet. */
  readonly description?: string;
};

/**
 * A shipment's status, in real time. In XML the same names are elements, in this order.
 *
 * Only the first four fields are required: the table of the reference calls the others optional, and its own sample leaves
 * one of them out. The table's examples name two fields `reference` and `webshopId`; those names are in none of the samples and are unknown fields here.
 */
export type LabelStatusNotification = {
  /** The merchant's reference of the order. */
  readonly orderReference: string;
  readonly webshop: WebshopId;
  /**
   * The barcode of the shipping label, given by the carrier, or by Paazl from a range of the carrier's.
   * Required by the reference, and nevertheless pushes without it have been seen: its absence is drift, no violation.
   */
  readonly barcode: string;
  readonly status: PaazlStatus;
  readonly carrierStatus?: CarrierStatus;
  /**
   * The day on which the shipment will be delivered to a home address or a pick-up location. In development.
   * The table writes `YYYY-MM-DD`, the sample has hours and minutes, the XSD says xs:dateTime: all are accepted, with or
   * without an offset or the name of a zone. Without one it is read as CET, the clock of Europe/Amsterdam.
   */
  readonly deliveryDate?: string;
  /** The carrier's web page that tracks the shipment. This spelling is the sample's and the XSD's. */
  readonly trackTraceURL?: string;
  /** The same, in the spelling of the reference's table. A message holds one of the two. */
  readonly trackTraceUrl?: string;
  /**
   * The start of the time range of delivery, as Paazl's customer support configured it for the whole account: the
   * fall-back that applies if the shipping option has no start of its own. In development.
   * The zone is usually left out; if it is there, it is CET by default.
   */
  readonly deliveryWindowStart?: string;
  /**
   * The end of the time range of delivery, as Paazl's customer support configured it for the whole account: the
   * fall-back that applies if the shipping option has no end of its own. In development.
   * The zone is usually left out; if it is there, it is CET by default.
   */
  readonly deliveryWindowEnd?: string;
  /** More about the delivery of the shipment. In development and currently not in use. */
  readonly deliveryInformation?: string;
};

/**
 * Paazl's delivery status; "About Paazl delivery status codes" on Paazl's pages explains each. The list is complete as published.
 * Another value is a finding, and is handed on as it came.
 *
 * `CREATED` must not be used to create or confirm orders.
 */
export type PaazlStatus =
  | 'CREATED'
  | 'DELETED'
  | 'READY_TO_POST'
  | 'SCANNED'
  | 'AVAILABLE_AT_PICKUP_POINT'
  | 'DELIVERED'
  | 'DELIVEREDBB'
  | 'RETOUR'
  | 'PICKEDUP'
  | 'UITLEVERING'
  | 'UNKNOWN'
  | 'MANCO'
  | 'NOT_AT_HOME';

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

/**
 * Paazl's number for the webshop (in the web app: Settings > Account > My account > Login details > Webshop ID). Up to 64 bits;
 * a number in Paazl's sample, and text in XML or where a number would lose digits.
 */
export type WebshopId = number | string;
