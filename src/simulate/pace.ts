/** How a message goes out where it is not to go at once: in small portions, broken off, or whole and then let go. The same for a request and an answer. */
import type { OutgoingMessage } from 'node:http';
import type { Clock } from '../running/clock.ts';

export type Pace =
  | { readonly kind: 'slow'; readonly chunkBytes: number; readonly pauseMs: number }
  /** At least the last byte is missing. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** The whole message, and nobody there any more for what comes back. */
  | { readonly kind: 'hang-up' };

/** True where the connection was broken off as told. The headers must say how long `body` is, so that what is missing is missed. */
export async function writePaced(
  message: OutgoingMessage,
  body: Uint8Array,
  pace: Pace,
  ended: AbortSignal,
  clock: Clock,
): Promise<boolean> {
  message.flushHeaders();
  if (pace.kind === 'hang-up') {
    await new Promise<void>((sent) => void message.end(body, () => sent()));
    message.destroy();
    return true;
  }
  if (pace.kind === 'cut') {
    const part = body.subarray(0, Math.min(pace.afterBytes, Math.max(0, body.byteLength - 1)));
    await new Promise<void>((sent) => void message.write(part, () => sent()));
    message.destroy();
    return true;
  }
  for (let at = 0; at < body.byteLength && !ended.aborted; at += pace.chunkBytes) {
    message.write(body.subarray(at, at + pace.chunkBytes));
    await clock.sleep(pace.pauseMs, ended);
  }
  if (!ended.aborted) message.end();
  return false;
}
