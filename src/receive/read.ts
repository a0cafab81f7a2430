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
    const chunks: Buffer[] = [];
    let read = 0;
    const take = (chunk: Buffer) => {
      read += chunk.byteLength;
      if (read > bytesMax) {
        // Off again, or it would pause the stream at every piece that is read to be thrown away.
        request.off('data', take);
        request.pause();
        resolve({ ok: false, why: 'too_large' });
      } else chunks.push(chunk);
    };
    request.on('data', take);
    request.on('end', () =>
      resolve({ ok: true, bytes: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks) }),
    );
    request.on('error', () => resolve({ ok: false, why: 'cut_off' }));
    request.on('close', () => resolve({ ok: false, why: 'cut_off' }));
  });
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
