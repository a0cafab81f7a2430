/** An event's envelope as an HTTP message (CloudEvents HTTP binding 1.0). */

export type CloudEventMessage = { readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array };

/**
 * `structured`: the envelope is CloudEvents' JSON format already. `binary`: `data` is the body and each attribute a `ce-` header.
 * The cloudevents package writes header values as they are; a subject with an umlaut would not get through, so we encode them
 * (HTTP binding §3.1.3.2). Tests read both modes back with the package.
 */
export function cloudEventMessage(
  envelope: Readonly<Record<string, unknown>>,
  mode: 'structured' | 'binary',
): CloudEventMessage {
  if (mode === 'structured')
    return {
      headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' },
      body: Buffer.from(JSON.stringify(envelope)),
    };
  const { data, datacontenttype = 'application/json', ...attributes } = envelope;
  const headers = Object.entries(attributes).map(([name, value]) => [`ce-${name}`, encodeHeader(String(value))]);
  return {
    headers: { ...Object.fromEntries(headers), 'content-type': String(datacontenttype) },
    body: Buffer.from(JSON.stringify(data ?? null)),
  };
}

/** Several as one message (§3.3): a JSON array of envelopes. Only the structured form has that. */
export const cloudEventBatch = (envelopes: readonly Readonly<Record<string, unknown>>[]): CloudEventMessage => ({
  headers: { 'content-type': 'application/cloudevents-batch+json; charset=utf-8' },
  body: Buffer.from(JSON.stringify(envelopes)),
});

/** Percent-encodes blanks, `"`, `%` and whatever is not printable ASCII. Half a surrogate pair, which UTF-8 cannot say, becomes U+FFFD. */
const encodeHeader = (text: string): string =>
  Buffer.from(text)
    .toString()
    .replaceAll(/[^\x21\x23\x24\x26-\x7e]+/g, encodeURIComponent);
