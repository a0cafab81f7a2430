/** Opens the configured engine. The only place that knows their names. */
import type { Clock } from '../clock.ts';
import type { Configuration } from '../config.ts';
import type { Log } from '../log.ts';
import { openSqliteStore } from './sqlite/open.ts';
import type { Store } from './store.ts';

export function openStore(settings: Configuration['store'], services: { clock: Clock; log: Log }): Promise<Store> {
  return openSqliteStore({ path: settings.path, ...services });
}
