import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { type Log, silentLog } from '../../log.ts';
import { type Clock, systemClock } from '../../running/clock.ts';
import type { ShareableStore } from '../shared-store.ts';
import type { Found } from '../store.ts';
import type { NodeName } from '../types/nodes.ts';
import { whileOpening } from './connection/failures.ts';
import { openConnections } from './connection/pool.ts';
import { type PostgresPlace, settingsOf } from './connection/settings.ts';
import { mustBeDurable } from './durability.ts';
import { migrate, mustNotBeFilled } from './migrations/migrate.ts';
import { reap, register } from './nodes/nodes.ts';
import { makeDay } from './partitions.ts';
import { mustHaveRights } from './rights.ts';
import { postgresStore } from './store.ts';
import { databaseTime } from './time.ts';

/**
 * Opens the store in a database, making its schema, or bringing it to the newest version. Several processes may have it open.
 *
 * Rejects with `StoreUnavailable`, with a sentence for the operator: it cannot be reached, its commits are not durable, it is a replica, or it was
 * written by a newer version.
 */
export async function openPostgresStore(options: {
  place: PostgresPlace;
  clock?: Clock;
  log?: Log;
  name?: NodeName;
  /** Of a thread that joins a store of its process: what `share` gave. */
  process?: string;
  found?: Found;
  /** For tests whose clock stands still: the database's time. */
  databaseNow?: () => number;
}): Promise<ShareableStore> {
  const { place, clock = systemClock, log = silentLog, databaseNow } = options;
  const { name = { id: hostname(), role: 'all', version: 'unknown' }, process = randomUUID() } = options;
  const settings = settingsOf(place);
  const connections = openConnections(settings, log, (day) => makeDay(connections, day));
  const time = databaseTime(clock, databaseNow);
  try {
    await connections.read(async (session) => {
      await mustBeDurable(session, connections.place);
      await mustHaveRights(session, settings.schema, connections.place);
    });
    await migrate(connections, settings.schema);
    const opened = await connections.write(async (session) => {
      await mustNotBeFilled(session, connections.place);
      await time.measure(session);
      const [beat] = await session.rows<{ at_ms: number }>('SELECT at_ms FROM pushdock.heartbeat WHERE id = 1');
      const epoch = await register(session, name, process, time.now());
      await reap(session, epoch, time.now());
      return { epoch, lastSignMs: beat?.at_ms };
    });
    const found = options.found ?? {
      remarks: [],
      ...(opened.lastSignMs !== undefined && { lastSignMs: opened.lastSignMs }),
    };
    return postgresStore({
      ...{ connections, place, settings, clock, time, log, found, name, process },
      epoch: opened.epoch,
    });
  } catch (error) {
    await connections.close();
    throw whileOpening(error, connections.place);
  }
}
