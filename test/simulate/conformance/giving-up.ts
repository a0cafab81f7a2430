/** What becomes of a provider's push when the gateway fails for good. */
import assert from 'node:assert/strict';
import { emitOne, mockOf, ordinaryOf, said } from './asking.ts';
import { expectedOf } from './expected.ts';
import type { Check, Subject } from './suite.ts';

const actions: Readonly<Record<string, (subject: Subject) => Promise<void>>> = {
  'disables-push': disables,
  'deletes-subscription': deletes,
  never,
  'mails-vendor': ends,
};

export const givingUp: readonly Check[] = [
  {
    name: 'it gives up when and as the contract says, and not before',
    run: (subject) => {
      const { givingUp: action } = expectedOf(subject.provider);
      return actions[action]?.(subject) ?? assert.fail(`nothing is known of ${action}`);
    },
  },
];

/** The number is a setting, since Paazl names none. */
async function disables({ provider, open }: Subject): Promise<void> {
  const threshold = 5;
  let status = 500;
  const held = await open({
    answer: () => said(status),
    settings: (given) => ({ ...given, paazl: { ...given.paazl, disableAfterFailures: threshold } }),
  });
  const mock = mockOf(held, provider);
  const first = emitOne(held, provider);
  await held.runOut(60_000);
  assert.equal(held.gateway.heard.length, threshold - 1);
  assert.equal(mock.state().enabled, true, 'it is disabled one failed call too early');
  const second = emitOne(held, provider);
  await held.runOut(0);
  assert.equal(mock.state().enabled, false, `it is not disabled after ${threshold} failed calls`);
  status = 200;
  await held.runOut();
  assert.deepEqual([held.delivery(`${first}.1`).state, held.delivery(`${second}.1`).state], ['lost', 'lost']);
  const meanwhile = emitOne(held, provider);
  await held.runOut();
  assert.equal(held.message(meanwhile).deliveries.length, 0);
  assert.equal(held.gateway.heard.length, threshold);
  mock.act('enable');
  emitOne(held, provider);
  await held.runOut();
  assert.equal(held.gateway.heard.length, threshold + 1);
}

async function deletes({ provider, open }: Subject): Promise<void> {
  const { attemptsAtSeconds, thresholdFailures } = expectedOf(provider);
  const held = await open({ answer: () => said(503) });
  const mock = mockOf(held, provider);
  const statuses = () => JSON.stringify(mock.state().subscriptions).match(/"status":"[A-Z]+"/g) ?? [];
  assert.deepEqual(statuses(), ['"status":"ACTIVE"']);
  const lastAt = (attemptsAtSeconds.at(-1) ?? 0) * 1000;
  emitOne(held, provider);
  await held.runOut(lastAt - 1);
  assert.deepEqual(statuses(), ['"status":"FAILING"'], 'it is to stand until the last attempt, and to be FAILING');
  await held.runOut();
  assert.equal(held.gateway.heard.length, thresholdFailures);
  assert.deepEqual(statuses(), [], 'the subscription outlives the last attempt');
  emitOne(held, provider);
  await held.runOut();
  assert.equal(held.gateway.heard.length, thresholdFailures);

  // Whoever answers again in time keeps it.
  const recovering = await open({ answer: () => said(recovering.gateway.heard.length > 3 ? 200 : 503) });
  emitOne(recovering, provider);
  await recovering.runOut();
  assert.match(JSON.stringify(mockOf(recovering, provider).state()), /"status":"ACTIVE"/);
}

async function never({ provider, open }: Subject): Promise<void> {
  let status = 500;
  const held = await open({ answer: () => said(status) });
  const id = emitOne(held, provider);
  await held.runOut(60_000 * 2 ** 16);
  const { attempts, state } = held.delivery(`${id}.1`);
  assert.deepEqual([attempts.length, state], [17, 'waiting']);
  status = 200;
  await held.runOut();
  assert.equal(held.delivery(`${id}.1`).state, 'succeeded');
}

async function ends({ provider, open }: Subject): Promise<void> {
  const held = await open({ answer: () => said(500) });
  const id = emitOne(held, provider, undefined, ordinaryOf(provider));
  await held.runOut();
  assert.deepEqual([held.delivery(`${id}.1`).state, held.gateway.heard.length], ['exhausted', 1]);
}
