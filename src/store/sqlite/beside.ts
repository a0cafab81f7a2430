/**
 * Other threads of this process on the same store: what a client of it learned that the others poll for otherwise. Hints alone: nothing
 * depends on them but speed.
 */
import { MessageChannel, type MessagePort, type TransferListItem } from 'node:worker_threads';
import type { BusinessResult, Change, StoredMessage } from '../store.ts';

export type Hint =
  | { readonly kind: 'changed'; readonly what: Change }
  /** Without a result: it will be owed, and nobody waits longer. */
  | { readonly kind: 'result'; readonly messageId: string; readonly result: BusinessResult | undefined }
  /** Its work may be claimed; with it here the writer need not load it. */
  | { readonly kind: 'appended'; readonly message: StoredMessage }
  /** It is not what it was when it was stored. */
  | { readonly kind: 'touched'; readonly messageId: string }
  /** Asks the client that has the reader to attach this to it. */
  | { readonly kind: 'reader'; readonly port: MessagePort };

/** From a client that joined, which has no reader of its own. The reader starts with the first question, and again after it has ended. */
export function askForReader(beside: MessagePort): MessagePort {
  const { port1, port2 } = new MessageChannel();
  beside.postMessage([{ kind: 'reader', port: port2 }] satisfies readonly Hint[], [port2]);
  return port1;
}

export type Beside = {
  /** Whether anybody is there to hear. */
  any(): boolean;
  /** Tells all others. What is told in one turn travels together. The bytes of a message go over and are not here afterwards. */
  tell(hint: Hint): void;
  join(port: MessagePort): void;
  close(): void;
};

export function openBeside(hear: (hint: Hint) => void): Beside {
  const ports = new Set<MessagePort>();
  let untold: Hint[] = [];

  function flush(): void {
    const hints = untold;
    untold = [];
    const [only] = ports;
    const moved: TransferListItem[] = hints.flatMap((hint) =>
      hint.kind === 'appended' ? [hint.message.bytes.buffer as ArrayBuffer] : [],
    );
    if (ports.size === 1) only?.postMessage(hints, moved);
    else for (const port of ports) port.postMessage(hints);
  }

  return {
    any: () => ports.size > 0,
    tell(hint) {
      if (ports.size === 0) return;
      if (untold.length === 0) queueMicrotask(flush);
      untold.push(hint);
    },
    join(port) {
      ports.add(port);
      port.on('message', (hints: readonly Hint[]) => hints.forEach(hear));
      port.on('close', () => ports.delete(port));
      port.unref();
    },
    close() {
      for (const port of ports) port.close();
      ports.clear();
    },
  };
}
