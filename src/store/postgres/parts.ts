/** What an open store is made of. */
import type { Log } from '../../log.ts';
import type { Clock } from '../../running/clock.ts';
import type { Found } from '../store.ts';
import type { NodeName } from '../types/nodes.ts';
import type { Connections } from './connection/pool.ts';
import type { Session } from './connection/session.ts';
import type { PostgresPlace, Settings } from './connection/settings.ts';
import type { DatabaseTime } from './time.ts';

export type Parts = {
  readonly connections: Connections;
  readonly place: PostgresPlace;
  readonly settings: Pick<Settings, 'connectionsMax' | 'direct' | 'schema'>;
  readonly clock: Clock;
  readonly time: DatabaseTime;
  readonly log: Log;
  readonly found: Found;
  readonly name: NodeName;
  /** The same for all threads of one process. */
  readonly process: string;
  readonly epoch: number;
};

type InSession = <T>(use: (session: Session) => Promise<T>) => Promise<T>;

/** An open store's way to its database: each of both rejects with `StoreUnavailable` once nothing is promised any more. */
export type Access = {
  readonly read: InSession;
  readonly write: InSession;
  readonly time: DatabaseTime;
  /** Throws that error. */
  readonly mustBeOpen: () => void;
};
