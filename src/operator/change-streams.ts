/**
 * Streams that say when something changed (server-sent events), for pages that are open. They carry no data: a page asks again for what it shows. What
 * happens within a second is said once, so that a busy gateway writes little, and a page asks little.
 */
import type { ServerResponse } from 'node:http';
import type { Clock } from '../running/clock.ts';
import type { Store } from '../store/store.ts';

/** A browser that lost its stream comes again after this long. */
const RETRY_MS = 5_000;
const AT_MOST_EVERY_MS = 1_000;
const STREAMS_MAX = 50;
/** What a reader has not taken: a page that sleeps loses its stream, and asks again when it wakes. */
const UNREAD_BYTES_MAX = 16_384;

export type ChangeStreams = {
  /** Whether one more may be opened. */
  hasRoom(): boolean;
  /** The first event, with which a stream begins. */
  readonly first: () => string;
  /** Goes on with a response whose first event was written, for that long. */
  follow(response: ServerResponse, seconds: number): void;
};

type Parts = { readonly store: Pick<Store, 'onChange'>; readonly clock: Clock; readonly stopping: AbortSignal };

export function openChangeStreams({ store, clock, stopping }: Parts): ChangeStreams {
  const open = new Set<ServerResponse>();
  let changes = 0;
  let stopListening: (() => void) | undefined;
  let waiting = false;

  const text = () => `id: ${changes}\nevent: change\ndata: {}\n\n`;
  function tell(): void {
    waiting = false;
    changes += 1;
    for (const response of open) {
      if (response.writableLength > UNREAD_BYTES_MAX) response.destroy();
      else response.write(text());
    }
  }
  function changed(): void {
    if (waiting) return;
    waiting = true;
    void clock.sleep(AT_MOST_EVERY_MS, stopping).then(tell);
  }

  // One that has ended is not told anything more, even while its last bytes are on their way.
  function end(response: ServerResponse): void {
    open.delete(response);
    response.end();
  }
  stopping.addEventListener('abort', () => {
    for (const response of open) end(response);
  });

  return {
    hasRoom: () => open.size < STREAMS_MAX && !stopping.aborted,
    first: () => `retry: ${RETRY_MS}\n${text()}`,
    follow(response, seconds) {
      const ending = new AbortController();
      open.add(response);
      // Nobody listens to the store while no page is open.
      stopListening ??= store.onChange(changed);
      response.once('close', () => {
        open.delete(response);
        ending.abort();
        if (open.size > 0) return;
        stopListening?.();
        stopListening = undefined;
      });
      if (stopping.aborted) end(response);
      else void clock.sleep(seconds * 1_000, ending.signal).then(() => end(response));
    },
  };
}
