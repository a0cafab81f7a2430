/** Reads a request's body while counting, never first and then. */
import type { IncomingMessage } from 'node:http';

export type ReadBody =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly why: 'too_large' | 'cut_off' };

/** At most `bytesMax` bytes of body, whether the length was declared or the body is chunked. Slow ones are ended by the listener's clock. */
export function readBody(request: IncomingMessage, bytesMax: number): Promise<ReadBody> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > bytesMax) return Promise.resolve({ ok: false, why: 'too_large' });

  return new Promise((resolve) => {
    const body = openBody();
    const take = (chunk: Buffer) => {
      if (body.size() + chunk.byteLength > bytesMax) {
        // Off again, or it would pause the stream at every piece that is read to be thrown away.
        request.off('data', take);
        request.pause();
        resolve({ ok: false, why: 'too_large' });
      } else body.add(chunk);
    };
    request.on('data', take);
    request.on('end', () => resolve({ ok: true, bytes: body.bytes() }));
    request.on('error', () => resolve({ ok: false, why: 'cut_off' }));
    request.on('close', () => resolve({ ok: false, why: 'cut_off' }));
  });
}

/**
 * Pieces of a body as one. Not a list to be joined at the end: a body sent in chunks of one byte would be a million buffers of a hundred
 * bytes each. Nor of the declared size from the start: who declares a megabyte and sends nothing costs nothing. One piece, the usual case, is not copied.
 */
function openBody() {
  let held: Buffer = Buffer.alloc(0);
  let bytes = 0;
  return {
    size: () => bytes,
    bytes: (): Uint8Array => held.subarray(0, bytes),
    add: (piece: Buffer): void => {
      if (bytes === 0) held = piece;
      else {
        if (bytes + piece.byteLength > held.byteLength) {
          const larger = Buffer.allocUnsafe(2 * (bytes + piece.byteLength));
          held.copy(larger, 0, 0, bytes);
          held = larger;
        }
        held.set(piece, bytes);
      }
      bytes += piece.byteLength;
    },
  };
}

/** Reads on and throws away, until the end, `bytesMax` bytes or `msMax` milliseconds, whichever comes first. */
export function discard(request: IncomingMessage, bytesMax: number, msMax: number): Promise<void> {
  if (request.complete || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let read = 0;
    const timer = setTimeout(resolve, msMax);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    request.on('data', (chunk: Buffer) => {
      read += chunk.byteLength;
      if (read > bytesMax) {
        request.pause();
        done();
      }
    });
    for (const event of ['end', 'error', 'close']) request.on(event, done);
    request.resume();
  });
}
