/** The events of a request as our http sinks send them, for receivers. Whether the request is genuine is another question, and comes first. */

/** A CloudEvent of Pushdock; `spec/events/envelope.json` has every attribute. */
export type ReceivedEvent = {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly [attribute: string]: unknown;
};

/**
 * The one event of a structured request, those of a batch in their order; none for any other content type, such as that of binary mode, where the
 * attributes are headers. Throws a `SyntaxError` for a body that is not JSON.
 */
export function readCloudEvents(
  contentType: string | readonly string[] | undefined,
  body: Uint8Array,
): readonly ReceivedEvent[] {
  const type = String(contentType).split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/cloudevents+json' && type !== 'application/cloudevents-batch+json') return [];
  const read: ReceivedEvent | readonly ReceivedEvent[] = JSON.parse(Buffer.from(body).toString('utf8'));
  // By its shape: no signature covers the content type.
  return Array.isArray(read) ? read : [read as ReceivedEvent];
}
