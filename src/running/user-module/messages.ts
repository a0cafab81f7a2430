/** What the gateway and the thread of a user's module say to each other. */

/** The functions that a module exports for us: `handle` takes an event, `answer` decides. */
export type Method = 'handle' | 'answer';

export type ToModule =
  | {
      readonly kind: 'call';
      readonly number: number;
      /** Which of the handlers, as `loaded` listed them. */
      readonly handler: number;
      readonly event: unknown;
      /** What the handler is given beside the event; its `signal` is made there. */
      readonly context: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'abort'; readonly number: number; readonly reason: string };

export type FromModule =
  | { readonly kind: 'loaded'; readonly types: readonly string[] }
  | { readonly kind: 'unloadable'; readonly reason: string }
  /** JSON text of what `answer` returned; empty where it returned nothing. */
  | { readonly kind: 'returned'; readonly number: number; readonly value: string }
  | { readonly kind: 'threw'; readonly number: number; readonly said: string }
  /** The thread's answer to `abort`: its event loop turns. */
  | { readonly kind: 'heard'; readonly number: number }
  /** It ends now, of this: an error that nothing caught, or `process.exit`. `number`: the call that it came of, if that is known, and `eventId` its event's,
   * which is known also after the handler has returned. */
  | { readonly kind: 'ending'; readonly number?: number; readonly eventId?: string; readonly fault: string };

export type ModuleThreadData = { readonly path: string; readonly method: Method };
