import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type RunningGateway, startTryGateway } from '../support/try-gateway.ts';
import { AT_ONCE, repeatedPushes, repeatFaults } from './repeats.ts';
import { seen } from './seen.ts';

let gateway: RunningGateway;
before(async () => {
  gateway = await startTryGateway();
});
after(() => gateway?.stop());

for (const repeated of repeatedPushes) {
  test(`the same push of ${repeated.name} ${AT_ONCE} times at once: as many acks of identical bytes, one message, one event`, async () => {
    assert.deepEqual(await repeatFaults(seen(gateway), repeated), []);
  });
}
