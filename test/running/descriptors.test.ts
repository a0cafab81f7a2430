import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectionsWithin, watchDescriptors } from '../../src/running/descriptors.ts';
import { recordingLog } from '../support/recording-log.ts';
import { until } from '../support/until.ts';

test('fewer connections are held than there are descriptors, so that strangers cannot use up the gateway’s own', () => {
  assert.equal(connectionsWithin(20_000), 19_488);
  assert.equal(connectionsWithin(1_024), 512);
  assert.equal(connectionsWithin(256), 128);
  assert.equal(connectionsWithin(undefined), Number.POSITIVE_INFINITY);
});

test('exhausted descriptors are one warning a minute, and a line says when there are some again', async (t) => {
  const log = recordingLog();
  let nowMs = 0;
  let code: string | undefined;
  let looks = 0;
  const stop = watchDescriptors({
    clock: { now: () => nowMs, monotonic: () => nowMs, sleep: async () => {} },
    log,
    everyMs: 1,
    probe: (done) => {
      looks += 1;
      done(code);
    },
  });
  t.after(stop);
  const looked = async () => {
    const before = looks;
    await until(() => looks >= before + 3);
  };
  await looked();
  assert.deepEqual(log.lines, []);
  code = 'EMFILE';
  await looked();
  assert.equal(log.of('descriptors.exhausted').length, 1);
  assert.match(String(log.of('descriptors.exhausted')[0]?.fields.cure), /LimitNOFILE/);
  nowMs = 60_000;
  await looked();
  assert.equal(log.of('descriptors.exhausted').length, 2);
  code = undefined;
  await looked();
  assert.equal(log.of('descriptors.recovered').length, 1);
});
