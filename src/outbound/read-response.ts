/** Reads an answer whole, no further than its bound; or its head alone, where that has said everything. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { OutboundFault } from './fault.ts';

// The Fetch standard's null body statuses: `new Response` throws when one of them has a body.
const withoutBody = new Set([204, 205, 304]);

/** What undici and Node's client have in common. */
type Answered = { readonly statusCode: number; readonly headers: IncomingHttpHeaders; readonly body: Readable };

/** Of an answer: how much is read of its body, and whether that of this status is read at all. */
export type Wanted = { readonly bytesMax: number; readonly needsBody: (status: number) => boolean };

/** The answer as a `Response` that lies in memory; throws `OutboundFault` for a redirect, a compressed or a too large one. */
export async function readResponse(answer: Answered, host: string, { bytesMax, needsBody }: Wanted): Promise<Response> {
  const { statusCode: status, body } = answer;
  // Without a listener the error that destroy() below causes would be an uncaught one.
  body.on('error', () => {});
  try {
    if (status >= 300 && status < 400 && status !== 304)
      throw new OutboundFault('redirect_refused', `${host} answered ${status}; redirects are not followed`);
    // A body that is cut off, endless or compressed changes nothing of what the status has said.
    if (!needsBody(status)) return new Response(null, { status, headers: headersOf(answer) });
    const encoding = String(answer.headers['content-encoding'] ?? 'identity').toLowerCase();
    if (encoding !== 'identity')
      throw new OutboundFault('response_encoded', `${host} answered in a content-encoding that was not requested`);
    const bytes = await readBounded(body, host, bytesMax, Number(answer.headers['content-length'] ?? 0));
    return new Response(withoutBody.has(status) ? null : bytes, { status, headers: headersOf(answer) });
  } finally {
    if (!body.readableEnded) body.destroy();
  }
}

async function readBounded(
  body: AsyncIterable<unknown>,
  host: string,
  bytesMax: number,
  announced: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () => new OutboundFault('response_too_large', `the answer of ${host} is over ${bytesMax} bytes`);
  if (announced > bytesMax) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('a response body consists of bytes');
    bytes += chunk.byteLength;
    if (bytes > bytesMax) throw tooLarge();
    chunks.push(chunk);
  }
  const whole = new Uint8Array(bytes);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}

function headersOf(answer: Answered): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers))
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, one);
  return headers;
}
