/** Opens configuration, providers and corpus, judges stored messages again under the contracts of this checkout, and closes all three. */

import { storePlace } from '../config/store-settings.ts';
import type { Configuration } from '../config.ts';
import { type Rechecked, recheck } from '../deliver/recheck.ts';
import { silentLog } from '../log.ts';
import { openOutbound } from '../outbound/client.ts';
import { providers } from '../providers/list.ts';
import { openSources } from '../providers/sources.ts';
import { systemClock } from '../running/clock.ts';
import { openCorpus } from '../store/open.ts';
import type { CorpusFilter } from '../store/store.ts';

/** Throws `StoreUnavailable` or `ConfigurationError`. */
export async function* openRechecker(
  configuration: Configuration,
  filter: CorpusFilter,
  limit: number,
): AsyncIterable<{ readonly id: string; readonly rechecked: Rechecked }> {
  const { development } = configuration;
  const corpus = await openCorpus(storePlace(configuration.store));
  // Providers need an outbound client. Nothing is called through it, because the context of a trial is aborted from the start.
  const outbound = openOutbound({ development, log: silentLog, clock: systemClock });
  try {
    const opened = await Promise.all(providers.map((one) => one.open({ outbound, development })));
    const sources = await openSources(configuration, opened, systemClock);
    for await (const item of corpus.messages(filter, limit)) {
      const { id, provider, source } = item.message;
      yield { id, rechecked: await recheck(item, sources.find(provider, source), systemClock) };
    }
  } finally {
    await outbound.close();
    await corpus.close();
  }
}
