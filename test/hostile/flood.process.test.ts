/** Must hold: a flood of hostile requests ends nothing, is answered with nothing of 500 and above, keeps no memory, and harms no good push. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type FloodReport, flood } from './flood.ts';
import { type HostileGateway, startHostileGateway } from './hostile-gateway.ts';

/** HOSTILE=20000 is the whole run of the promise (a minute and more on two busy cores); the suite takes a sample. */
const COUNT = Number(process.env.HOSTILE ?? 3_000);
const WARM_UP = Math.ceil(COUNT / 4);
// Of the whole run. After a sample caches are still filling.
const GROWTH_MB_MAX = COUNT >= 20_000 ? 20 : 60;

let gateway: HostileGateway;
before(async () => {
  gateway = await startHostileGateway();
});
after(() => gateway.stop());

function check({ statuses, goodRefused, good }: FloodReport): void {
  assert.deepEqual(goodRefused, []);
  assert.ok(good > 0);
  const wrong = Object.keys(statuses).filter((status) => status !== 'none' && Number(status) >= 500);
  assert.deepEqual(wrong, [], JSON.stringify(statuses));
  assert.equal(gateway.process().exitCode, null);
}

test(`${COUNT} hostile requests: no crash, no 5xx, memory flat, and every good push in between is acknowledged`, async (t) => {
  check(await flood(gateway, WARM_UP));
  let grownMb = Number.POSITIVE_INFINITY;
  // What fills caches does so once (70 MB were seen on Node 24); what is kept of each request grows each time.
  for (let round = 0; round < 3 && grownMb > GROWTH_MB_MAX; round += 1) {
    const settledMb = await gateway.settledMb();
    const report = await flood(gateway, COUNT - WARM_UP, WARM_UP + round * COUNT);
    t.diagnostic(JSON.stringify(report));
    check(report);
    await gateway.eventually(gateway.idle, 'the gateway does not come to rest');
    assert.doesNotMatch(gateway.log(), /crashed|FATAL/);
    grownMb = (await gateway.settledMb()) - settledMb;
    t.diagnostic(
      `${Math.round(settledMb)} MB before, ${Math.round(grownMb)} MB more after ${COUNT - WARM_UP} requests`,
    );
  }
  assert.ok(grownMb <= GROWTH_MB_MAX, `${grownMb} MB`);
});
