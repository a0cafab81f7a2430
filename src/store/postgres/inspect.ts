/** Looks at a database without opening the store in it, for `pushdock doctor`. */
import { silentLog } from '../../log.ts';
import type { Inspected } from '../inspected.ts';
import { dueText } from '../shared/due-text.ts';
import { StoreUnavailable } from '../store.ts';
import { whileOpening } from './connection/failures.ts';
import { openConnections } from './connection/pool.ts';
import { type PostgresPlace, settingsOf } from './connection/settings.ts';
import { mustBeDurable } from './durability.ts';
import { migrations } from './migrations/list.ts';
import { BEING_FILLED, incomplete, versionIn } from './migrations/migrate.ts';
import { mustHaveRights } from './rights.ts';
import { noStandby, standbyConcern, unconfigured } from './standbys.ts';

/** Whether it can be reached, and whether its commits are durable. Nothing is changed. */
export async function inspectPostgres(place: PostgresPlace): Promise<readonly Inspected[]> {
  try {
    const settings = settingsOf(place);
    const connections = openConnections({ ...settings, connectionsMax: 1 }, silentLog, async () => {});
    const { place: shown } = connections;
    try {
      const { version, concern } = await connections.read(async (session) => {
        await mustBeDurable(session, shown);
        await mustHaveRights(session, settings.schema, shown);
        const found = await versionIn(session);
        if (found === BEING_FILLED) throw incomplete(shown);
        return { version: found, concern: await standbyConcern(session, place.standby !== 'none') };
      });
      const told = concern?.detail === unconfigured ? noStandby : concern?.detail;
      return [
        { level: 'ok', text: shown },
        ...(version === undefined ? [] : dueText(shown, version, migrations)),
        ...(told === undefined ? [] : [{ level: 'warning', text: told } as const]),
      ];
    } catch (error) {
      throw whileOpening(error, shown);
    } finally {
      await connections.close();
    }
  } catch (error) {
    if (error instanceof StoreUnavailable) return [{ level: 'fault', text: error.message }];
    throw error;
  }
}
