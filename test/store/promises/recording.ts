import assert from 'node:assert/strict';
import type { Disposition } from '../../../src/store/store.ts';
import type { Promises } from '../conformance.ts';
import { identity, newMessage } from '../messages.ts';

const record = (parts: { most?: number; perMinute?: number; group?: string } = {}): Disposition => ({
  kind: 'record',
  reason: 'A test message.',
  group: 'test',
  most: 3,
  perMinute: 10,
  ...parts,
});

export const recording: Promises = {
  'what is only recorded is kept with its reason, and is neither work nor a repeat': async ({ store, clock }) => {
    const identities = [identity('one')];
    const first = newMessage(clock.now(), { disposition: record(), identities });
    const second = newMessage(clock.now(), { disposition: record(), identities });
    assert.deepEqual(await store.append(first), { outcome: 'stored', messageId: first.id });
    assert.deepEqual(await store.append(second), { outcome: 'stored', messageId: second.id });
    const shown = await store.showMessage(first.id);
    assert.equal(shown?.message.state, 'recorded');
    assert.equal(shown?.message.reason, 'A test message.');
    assert.deepEqual(await store.claimWork({ nowMs: clock.now(), leaseMs: 1, limit: 10 }), []);
  },

  'of a recorded group the newest are kept and the oldest go': async ({ store, clock }) => {
    const messages = Array.from({ length: 5 }, () => newMessage(clock.now(), { disposition: record() }));
    for (const message of messages) await store.append(message);
    await store.append(newMessage(clock.now(), { disposition: record({ group: 'other' }) }));
    const kept = await Promise.all(messages.map((message) => store.showMessage(message.id)));
    assert.deepEqual(
      kept.map((shown) => shown !== undefined),
      [false, false, true, true, true],
    );
  },

  'a recorded group takes so many in a minute and no more, and more in the next': async ({ store, clock }) => {
    const append = () => store.append(newMessage(clock.now(), { disposition: record({ perMinute: 2 }) }));
    const outcomes = (await Promise.all([append(), append(), append(), append()])).map((one) => one.outcome);
    assert.deepEqual(outcomes, ['stored', 'stored', 'sampled_out', 'sampled_out']);
    clock.advance(60_000);
    assert.equal((await append()).outcome, 'stored');
  },
};
