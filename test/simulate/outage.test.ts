/** What a scenario can say beside sending: an outage of the receiver, and why a message failed. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { silentLog } from '../../src/log.ts';
import { systemClock } from '../../src/running/clock.ts';
import { openMockControl } from '../../src/simulate/control/client.ts';
import { openControl } from '../../src/simulate/control/listener.ts';
import { junitXml } from '../../src/simulate/scenario/junit.ts';
import { runScenario } from '../../src/simulate/scenario/run.ts';
import { readScenario, ScenarioError } from '../../src/simulate/scenario/scenario.ts';
import type { Said } from '../providers/appdirect/listening.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openHeldMocks } from './engine/mocks.ts';

async function played(t: TestContext, provider: string, steps: string, answer: () => Said) {
  const mocks = await openHeldMocks(t, [provider], { answer });
  const control = await openControl(mocks, 0, silentLog);
  t.after(() => control.close());
  const file = join(temporaryFolder(t), 'scenario.yaml');
  writeFileSync(file, `name: A trial\nprovider: ${provider}\nsteps:\n${steps}`);
  const result = await runScenario(readScenario(file), {
    control: openMockControl(control.url),
    events: async () => [],
    clock: systemClock,
  });
  return { mocks, result, reasons: result.steps.flatMap(({ reason }) => reason ?? []) };
}

test('an outage in mock time needs no outside script: what is due meanwhile reaches nobody, and what comes after it does', async (t) => {
  const steps = [
    '  - given: { receiver: down for 2h }',
    '  - send: { event: PurchaseCreated }',
    '  - expect: { attempts: 1, answer: 200, within: 1ms }',
  ].join('\n');
  const early = await played(t, 'zettle', steps, () => ({ status: 200 }));
  assert.match(early.reasons.join(), /the receiver is down, as it was told/);
  assert.equal(early.mocks.gateway.heard.length, 0);

  const whole = [
    '  - given: { receiver: down for 2h }',
    '  - send: { event: PurchaseCreated }',
    '  - expect: { state: waiting, reason: is down }',
    '  - expect: { provider: { subscriptions: [{ status: FAILING }] } }',
    '  - advance: 3h',
    '  - expect: { state: succeeded }',
    '  - expect: { provider: { subscriptions: [{ status: ACTIVE }] } }',
  ].join('\n');
  const { reasons, mocks, result } = await played(t, 'zettle', whole, () => ({ status: 200 }));
  assert.deepEqual(reasons, []);
  assert.equal(mocks.gateway.heard.length, 1);
  assert.match(junitXml([result]), /<testsuites tests="7" failures="0" skipped="0" time="[\d.]+">/);
});

test('the code of a refusal and the reason of a failure are expected by their words', async (t) => {
  const refusal = () => ({
    status: 200,
    body: '{"success":"false","errorCode":"ACCOUNT_NOT_FOUND","message":"no such account"}',
  });
  const send = '  - send: { event: subscription-cancel }\n';
  const right = await played(
    t,
    'appdirect',
    `${send}  - expect: { state: refused, errorCode: ACCOUNT_NOT_FOUND, reason: No such account }`,
    refusal,
  );
  assert.deepEqual(right.reasons, []);
  const wrong = await played(
    t,
    'appdirect',
    `${send}  - expect: { errorCode: USER_NOT_FOUND, within: 500ms }`,
    refusal,
  );
  assert.match(wrong.reasons.join(), /errorCode "ACCOUNT_NOT_FOUND", expected "USER_NOT_FOUND"/);
  const other = await played(t, 'appdirect', `${send}  - expect: { reason: certificate, within: 500ms }`, refusal);
  assert.match(
    other.reasons.join(),
    /the reason is "ACCOUNT_NOT_FOUND: no such account", expected "certificate" in it/,
  );
});

test('an outage is written as down for a time, and nothing else', async (t) => {
  await assert.rejects(
    played(t, 'zettle', '  - given: { receiver: away }', () => ({ status: 200 })),
    ScenarioError,
  );
});
