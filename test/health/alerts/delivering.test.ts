/** An alert that is not taken waits, is tried again, is seen, and is told by one gateway of several. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Condition } from '../../../src/running/conditions.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { until } from '../../support/until.ts';
import { common, letters, listening, openTelling, whsec } from './telling.ts';

test('an alert that is not taken is tried again, is a condition meanwhile, and survives a restart', async (t) => {
  let status = 503;
  const { heard, url } = await listening(t, () => status);
  const path = `${temporaryFolder(t)}/pushdock.db`;
  const target = { ...common, type: 'http', url, secrets: [whsec] } as const;
  const first = await openTelling(t, target, path);
  first.applying.push(letters);
  await first.passes(() => heard.length >= 2);
  await first.passes(() => {
    const found = first.alerts.watch(first.clock.now());
    return Array.isArray(found) && found[0]?.kind === 'alert-undelivered';
  });
  assert.match((await first.alerts.list())[0]?.fault?.reason ?? '', /answered 503/);
  await first.close();
  status = 200;
  const before = heard.length;
  const second = await openTelling(t, target, path);
  second.applying.push(letters);
  await second.passes(async () => heard.length === before + 1 && (await second.alerts.list())[0]?.waiting === 0);
  const ids = new Set(heard.map(({ body }) => JSON.parse(body).id));
  assert.equal(ids.size, 1, 'a retry is the same alert');
  second.clock.advance(60_000);
  await second.passes(async () => (await second.alerts.list())[0]?.fault === undefined);
  assert.equal(heard.length, before + 1);
});

test('a refusal of a target is shown in its own words, without the secret, and a test that it takes sends what waits at once', async (t) => {
  let status = 400;
  const { heard, url } = await listening(
    t,
    () => status,
    (path) => `Invalid\nrouting key: ${path}`,
  );
  const { applying, passes, alerts, clock } = await openTelling(t, { ...common, type: 'slack', url: Secret.of(url) });
  applying.push(letters);
  await passes(() => heard.length > 5);
  const [standing] = await alerts.list();
  assert.equal(standing?.fault?.reason, 'answered 400: Invalid routing key: ***');
  status = 200;
  const before = heard.length;
  assert.deepEqual(await alerts.test('tried'), { ok: true });
  clock.advance(1_000);
  await until(() => heard.length === before + 2);
  assert.match(heard.at(-1)?.body ?? '', /dead-letters/);
});

test('of two gateways on one store one tells, and both say what waits and that a target takes nothing only while it does', async (t) => {
  let status = 503;
  const { heard, url } = await listening(t, () => status);
  const target = { ...common, type: 'http', url, secrets: [whsec] } as const;
  const path = `${temporaryFolder(t)}/pushdock.db`;
  const first = await openTelling(t, target, path);
  first.applying.push(letters);
  await first.passes(() => heard.length > 1);
  const waits = async (alerts: typeof first.alerts) =>
    (await alerts.list()).map(({ waiting, open }) => [waiting, open]);
  const second = first.beside(t);
  second.start({ examine: async () => first.applying });
  first.clock.advance(1_000);
  assert.deepEqual([await waits(first.alerts), await waits(second)], [[[1, 1]], [[1, 1]]]);
  first.clock.advance(120_000);
  await first.passes(() => [...[first.alerts.watch(first.clock.now())].flat()].length === 1);
  assert.deepEqual(second.watch(first.clock.now()), [], 'only the one that tells knows');
  status = 200;
  await first.passes(() => heard.length > 0);
});

test('a target does not hear that it takes nothing, as others do', async (t) => {
  const { heard, url } = await listening(t);
  const { applying, passes } = await openTelling(t, { ...common, type: 'slack', url: Secret.of(url) });
  const of = (name: string): Condition => ({ ...letters, kind: 'alert-undelivered', about: `alert target ${name}` });
  applying.push(of('tried'), of('other'));
  await passes(() => heard.length === 1);
  assert.match(heard[0]?.body ?? '', /alert-undelivered \(alert target other\)/);
  assert.doesNotMatch(heard[0]?.body ?? '', /alert target tried/);
});

test('a night of quiet hours with a condition that waits for their end is no reason to look at the store every second', async (t) => {
  const { url } = await listening(t);
  const quietHours = { from: '00:00', to: '23:59', zone: 'UTC' };
  let looks = 0;
  const { clock, applying, passes } = await openTelling(
    t,
    { ...common, type: 'http', url, secrets: [whsec], quietHours },
    undefined,
    () => {
      looks += 1;
    },
  );
  applying.push({ ...letters, sinceMs: clock.now() });
  const [beforeMs, before] = [clock.now(), looks];
  await passes(() => looks - before >= 6);
  const tookMs = clock.now() - beforeMs;
  assert.ok(tookMs >= 20_000, `six looks in ${tookMs} ms`);
});
