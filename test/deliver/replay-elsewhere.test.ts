/** Replays where several processes share a store. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openReplay } from '../../src/deliver/replay.ts';
import { silentLog } from '../../src/log.ts';
import { heldClock } from '../store/held-clock.ts';
import { openStoreAt } from '../store/test-store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

test('a replay that is ordered at a gateway that only receives is walked by one that delivers, within ten seconds', async (t) => {
  const clock = heldClock();
  const store = await openStoreAt({ path: join(temporaryFolder(t), 'pushdock.db') }, { clock });
  t.after(() => store.close());
  const parts = { store, source: () => undefined, sinks: () => [], clock, log: silentLog };
  const delivers = await openReplay(parts);
  const receives = await openReplay({ ...parts, walks: false });
  const { id } = await receives.start({ filter: {} });
  const stateOf = async () => (await delivers.show(id))?.state;
  await until(async () => (await stateOf()) === 'running');
  clock.advance(9_000);
  assert.equal(await stateOf(), 'running', 'the gateway that receives does not walk it');
  clock.advance(1_000);
  await until(async () => (await stateOf()) === 'done');
  await Promise.all([delivers.close(), receives.close()]);
});
