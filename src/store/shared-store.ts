/** A store that several threads of one process use. */
import type { MessagePort } from 'node:worker_threads';
import type { PostgresPlace } from './postgres/connection/settings.ts';
import type { Found, OpenedStore } from './store.ts';
import type { NodeName, Nodes } from './types/nodes.ts';

/** What another thread needs to use the store beside this one. Transfer its ports; it works for one thread. */
export type SharedStore = SharedFile | SharedDatabase;

export type SharedFile = {
  readonly engine: 'sqlite';
  readonly writer: MessagePort;
  /** Hints, and the ports of its questions to the reader: one that ended is replaced. */
  readonly beside: MessagePort;
  readonly hurried: SharedArrayBuffer;
  readonly found: Found;
};

/** The other thread has connections of its own. */
export type SharedDatabase = {
  readonly engine: 'postgres';
  readonly place: PostgresPlace;
  readonly name: NodeName;
  readonly process: string;
  readonly found: Found;
};

export type ShareableStore = OpenedStore & {
  /** Of the gateways that use one database; absent where the engine has one owner. */
  readonly nodes?: Nodes;
  /** For `joinStore` in another thread. It keeps the promises there too, with the same writer, and hints (`onChange`, `resultOf`) go both ways. */
  share(): SharedStore;
  /**
   * The thread that `share` was for has died: its leases are void at once, as those of a dead process are at the start, and what it has asked for
   * and was not done yet is not done any more. Durable when it resolves.
   */
  takeOver(): Promise<void>;
};
