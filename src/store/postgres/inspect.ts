/** Looks at a database without opening the store in it, for `pushdock doctor`. */
import { silentLog } from '../../log.ts';
import { StoreUnavailable } from '../store.ts';
import { openConnections } from './connection/pool.ts';
import { type PostgresPlace, settingsOf } from './connection/settings.ts';
import { mustBeDurable } from './durability.ts';
import { BEING_FILLED, incomplete, versionIn } from './migrations/migrate.ts';

export type Inspected = { readonly level: 'ok' | 'warning' | 'fault'; readonly text: string };

const noStandby =
  'no synchronous standby is configured, so messages that were acknowledged are lost with the disk of the database; set synchronous_standby_names, or trust the disk';

/** Whether it can be reached, and whether its commits are durable. Nothing is changed. */
export async function inspectPostgres(place: PostgresPlace): Promise<readonly Inspected[]> {
  try {
    const settings = settingsOf(place);
    const connections = openConnections({ ...settings, connectionsMax: 1 }, silentLog, async () => {});
    try {
      const { standbys } = await connections.alone((session) => mustBeDurable(session, connections.place));
      const version = await connections.alone((session) => versionIn(session, settings.schema));
      if (version === BEING_FILLED) throw incomplete(connections.place);
      return [
        { level: 'ok', text: connections.place },
        ...(standbys ? [] : [{ level: 'warning', text: noStandby } as const]),
      ];
    } finally {
      await connections.close();
    }
  } catch (error) {
    if (error instanceof StoreUnavailable) return [{ level: 'fault', text: error.message }];
    throw error;
  }
}
