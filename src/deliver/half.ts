/** What the rest of the gateway asks of the delivering half, wherever it runs. Everything else passes through the store. */
import type { Tried } from '../providers/try-message.ts';
import type { Watch } from '../running/conditions.ts';
import type { Reloadable } from '../running/reload.ts';
import type { StoredMessage } from '../store/store.ts';
import type { Replaying } from './replay.ts';
import type { Retaining, RetentionPass } from './retention.ts';
import type { SinkTested } from './test-sink.ts';
import type { Copy, CopyTried } from './try-copy.ts';

export type DeliveringHalf = {
  /** Names of the sinks in force. */
  readonly sinks: () => readonly string[];
  readonly replaying: Omit<Replaying, 'close'>;
  readonly retention: Pick<Retaining, 'ages' | 'plan' | 'begin' | 'halt'> & {
    latest(): RetentionPass | undefined | Promise<RetentionPass | undefined>;
  };
  readonly reload: Reloadable;
  /** What is wrong with the thread that delivers. */
  readonly conditions: Watch;
  /** Judges what somebody tries in a sandbox. `undefined`: no such sandbox is in force. */
  readonly tryMessage: (message: StoredMessage) => Promise<Tried | undefined>;
  /** Attempts one marked event at the sink of this name. `undefined`: none is in force. */
  readonly testSink: (name: string) => Promise<SinkTested | undefined>;
  /** Judges a copy of a message, and attempts its events at one sink. `undefined`: the source, the sandbox or the sink is not in force. */
  readonly tryCopy: (copy: Copy) => Promise<CopyTried | undefined>;
  /** Resolves when everything that was counted before is with the metrics. */
  readonly counted: () => Promise<void>;
  /** The time of day was set, and what waits is dated again: from now on the new time counts. */
  readonly follow: (doubtForMs: number) => Promise<void>;
};
