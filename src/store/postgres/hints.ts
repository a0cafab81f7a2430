/** Hints to the other threads of this process: what a commit of one has changed, and results that somebody there may wait for. Between processes they poll. */
import { BroadcastChannel } from 'node:worker_threads';
import type { BusinessResult, Change } from '../store.ts';

export type Hint =
  | { readonly kind: 'changed'; readonly what: Change }
  | { readonly kind: 'result'; readonly messageId: string; readonly result: BusinessResult | undefined };

export type Hints = { tell(hint: Hint): void; close(): void };

export function openHints(
  process: string,
  heard: { changed(what: Change): void; result(messageId: string, result: BusinessResult | undefined): void },
): Hints {
  const channel = new BroadcastChannel(`pushdock-store-${process}`);
  channel.unref();
  channel.onmessage = (event) => {
    const hint = (event as { data: Hint }).data;
    if (hint.kind === 'changed') heard.changed(hint.what);
    else heard.result(hint.messageId, hint.result);
  };
  let open = true;
  return {
    tell: (hint) => {
      if (open) channel.postMessage(hint);
    },
    close() {
      open = false;
      channel.close();
    },
  };
}
