/** Reads a request's body while counting, never first and then. */
import type { IncomingMessage } from 'node:http';
import type { BodyMemory, Share } from './body-memory.ts';

export type ReadBody =
  /** Call `release` when the sender is proven, or when the bytes are no longer needed. */
  | { readonly ok: true; readonly bytes: Uint8Array; readonly release: () => void }
  /** `let_go`: it had to make room for others. */
  | { readonly ok: false; readonly why: 'too_large' | 'cut_off' | 'let_go' };

/**
 * At most `bytesMax` bytes of body, whether the length was declared or the body is chunked. Slow ones are ended by the listener's clock,
 * and by `memory` when all bodies together are too large.
 */
export function readBody(request: IncomingMessage, bytesMax: number, memory?: BodyMemory): Promise<ReadBody> {
  const declared = request.headers['content-length'];
  const largest = declared === undefined ? bytesMax : Number(declared);
  if (largest > bytesMax) return Promise.resolve({ ok: false, why: 'too_large' });
  // Closed while it waited for its turn, so no further event comes.
  if (request.destroyed) return Promise.resolve({ ok: false, why: 'cut_off' });

  return new Promise((resolve) => {
    let settled = false;
    const settle = (read: ReadBody) => {
      // `close` follows `end`, and the bytes of a whole body count on.
      if (settled) return;
      settled = true;
      if (read.ok) share?.whole();
      else share?.end();
      // Off again, or it would pause the stream at every piece that is read to be thrown away.
      request.off('data', take);
      resolve(read);
    };
    const giveUp = (why: 'too_large' | 'let_go') => {
      request.pause();
      body.drop();
      settle({ ok: false, why });
    };
    const share = memory?.begin(() => giveUp('let_go'));
    const body = openBody(largest, share);
    const take = (chunk: Buffer) => {
      if (body.size() + chunk.byteLength > bytesMax) giveUp('too_large');
      else body.add(chunk);
    };
    request.on('data', take);
    request.on('end', () => settle({ ok: true, bytes: body.bytes(), release: () => share?.end() }));
    request.on('error', () => settle({ ok: false, why: 'cut_off' }));
    request.on('close', () => settle({ ok: false, why: 'cut_off' }));
  });
}

/**
 * Pieces of a body as one. Not a list to be joined at the end: a body sent in chunks of one byte would be a million buffers of a hundred
 * bytes each. Nor of the declared size from the start: who declares a megabyte and sends nothing costs nothing. One piece, the usual case, is not copied.
 */
function openBody(largest: number, share: Share | undefined) {
  let held: Buffer = Buffer.alloc(0);
  let bytes = 0;
  return {
    size: () => bytes,
    bytes: (): Uint8Array => held.subarray(0, bytes),
    /** Frees the buffer, while the rest of the request is read and thrown away. */
    drop: (): void => {
      held = Buffer.alloc(0);
    },
    add: (piece: Buffer): void => {
      const before = held.byteLength;
      if (bytes === 0) held = piece;
      else {
        if (bytes + piece.byteLength > held.byteLength) {
          const larger = Buffer.allocUnsafe(Math.min(largest, 2 * (bytes + piece.byteLength)));
          held.copy(larger, 0, 0, bytes);
          held = larger;
        }
        held.set(piece, bytes);
      }
      bytes += piece.byteLength;
      share?.grow(held.byteLength - before);
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
